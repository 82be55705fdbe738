import type { AppRegistration } from '../../src/app-registration/registration.ts'

export const CLIENT = 'b850bc0a-0893-4cd7-8e22-9738a43c585d'
export const MOBILE = 'com.ibm.ibmscp://com.ibm.mobile.connections/token'

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
}
