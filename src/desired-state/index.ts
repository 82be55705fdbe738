export {
  type DesiredSignIn,
  type DesiredState,
  desiredState,
  entraEndpoint,
  SET_PUBLIC_CLIENT,
  type ValueInputs,
} from './desired-state.ts'
export type { Endpoint } from './endpoint.ts'
export { cloudOfLoginHost, ENTRA_CLOUDS, type EntraCloud } from './entra-clouds.ts'
export { isGuid, tenantIdProblem } from './identifiers.ts'
export { type IdentityProvider, identityProvider } from './identity-provider.ts'
export { type CallbackPath, callbackPaths, identifiesByEmail } from './provider.ts'
export { type ProviderProperties, parseProviderProperties } from './provider-properties.ts'
export { ownApplicationUri } from './scopes.ts'
export { type DesiredSetting, isSameValue, meaning, settingName } from './setting.ts'
export { isManaged } from './settings-lines.ts'
export { tokenOrigin } from './token-origin.ts'
export { characterFault, didYouMean, formFault, hostFault } from './web-address.ts'
