export { ownApplicationUri } from './authorization-request.ts'
export {
  type DesiredSignIn,
  type DesiredState,
  desiredState,
  entraEndpoint,
  SET_PUBLIC_CLIENT,
  type ValueInputs,
} from './desired-state.ts'
export type { Endpoint } from './endpoint.ts'
export { type IdentityProvider, identityProvider, isSameAddress, tokenOrigin } from './identity-provider.ts'
export { cloudOfLoginHost, ENTRA_CLOUDS } from './microsoft-hosts.ts'
export { type CallbackPath, callbackPaths, identifiesByEmail } from './provider.ts'
export { type ProviderProperties, parseProviderProperties } from './provider-properties.ts'
export { type DesiredSetting, isManaged, isSameValue, meaning, settingName } from './setting.ts'
export { isGuid, tenantFault } from './value.ts'
export { characterFault, didYouMean, formFault, hostFault } from './web-address.ts'
