import type { RelyingParty, RequestedSignIn } from '../../src/entra/audit.ts'
import type { AppRegistration } from '../../src/entra/registration.ts'

export const CLIENT = 'b850bc0a-0893-4cd7-8e22-9738a43c585d'
export const MOBILE = 'com.ibm.ibmscp://com.ibm.mobile.connections/token'

/** What the vendor's page lists, with the IDs that Microsoft Graph gives to its delegated permissions. */
export const PERMISSIONS = {
  email: '64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0',
  offline_access: '7427e0e9-2fba-42fe-b0c0-848c9e6a8182',
  openid: '37f7f235-527c-4136-accd-4a02d197296e',
  profile: '14dad69e-099b-42c9-810b-d002981feec1',
} as const

/** An app registration with which everything works. */
export const GOOD: AppRegistration = {
  objectId: '5b3d4a8e-6a5e-4f0e-9f2d-0f5c2f1d9c11',
  displayName: 'Connections',
  publicClient: { redirectUris: [MOBILE] },
  webRedirectUris: ['https://connections.example.com/oidcclient/redirect'],
  spaRedirectUris: [],
  isFallbackPublicClient: true,
  identifierUris: [`api://${CLIENT}`],
  exposedScopes: [{ value: 'default', isEnabled: true }],
  requestedAccessTokenVersion: 2,
  signInAudience: 'AzureADMyOrg',
  optionalClaims: { accessToken: [{ name: 'email' }] },
  graphPermissions: Object.values(PERMISSIONS),
}

/** A sign-in that asks nothing of the registration. */
export const NO_REQUEST: RequestedSignIn = {
  clientId: CLIENT,
  scopes: [],
  tenant: undefined,
  version: undefined,
}

/** Nothing is known of the server: the vendor's procedure is assumed. */
export const NO_PROPERTIES: RelyingParty = { callbacks: [], host: undefined, identifiesByEmail: true }
