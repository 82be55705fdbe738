import { parseProviderProperties, type ValueInputs } from '../../src/desired-state/index.ts'

/** No value is given. */
export const NO_VALUES: ValueInputs = {
  providerProperties: parseProviderProperties(''),
  providerPropertiesFrom: 'provider-properties',
  providerId: 'provider_1',
  tenantId: '',
  clientId: '',
  authorizeEndpointUrl: '',
  tokenEndpointUrl: '',
  scope: '',
  authorizationParameters: '',
  settings: '',
}
