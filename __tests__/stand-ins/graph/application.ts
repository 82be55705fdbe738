import { randomUUID } from 'node:crypto'
import type { Application } from './change.ts'

/** A whole application as Graph has it, with a life before this action: more than the tests look at, so that nothing gets lost unseen. */
export function wholeApplication(given: Application): Application {
  const appId = given['appId'] ?? randomUUID()
  return {
    id: randomUUID(),
    deletedDateTime: null,
    appId,
    applicationTemplateId: null,
    disabledByMicrosoftStatus: null,
    createdDateTime: '2019-11-05T08:12:44Z',
    displayName: 'HCL Connections',
    description: 'Single sign-on for Connections',
    groupMembershipClaims: 'SecurityGroup',
    identifierUris: [`api://${appId}`],
    isDeviceOnlyAuthSupported: null,
    isFallbackPublicClient: null,
    nativeAuthenticationApisEnabled: null,
    notes: 'Owned by the collaboration team',
    oauth2RequirePostResponse: false,
    publisherDomain: 'acme.example',
    samlMetadataUrl: null,
    serviceManagementReference: 'CHG-4711',
    signInAudience: 'AzureADMyOrg',
    tags: ['connections', 'production'],
    tokenEncryptionKeyId: null,
    uniqueName: null,
    defaultRedirectUri: null,
    certification: null,
    optionalClaims: null,
    requestSignatureVerification: null,
    servicePrincipalLockConfiguration: null,
    authenticationBehaviors: null,
    addIns: [],
    api: {
      acceptMappedClaims: null,
      knownClientApplications: [],
      requestedAccessTokenVersion: 2,
      oauth2PermissionScopes: [exposedScope('default')],
      preAuthorizedApplications: [],
    },
    appRoles: [
      {
        allowedMemberTypes: ['User'],
        description: 'May use Connections',
        displayName: 'Member',
        id: randomUUID(),
        isEnabled: true,
        origin: 'Application',
        value: 'Member',
      },
    ],
    info: {
      logoUrl: null,
      marketingUrl: null,
      privacyStatementUrl: 'https://acme.example/privacy',
      supportUrl: null,
      termsOfServiceUrl: null,
    },
    keyCredentials: [],
    parentalControlSettings: { countriesBlockedForMinors: [], legalAgeGroupRule: 'Allow' },
    passwordCredentials: [
      {
        customKeyIdentifier: null,
        displayName: 'WebSphere relying party',
        endDateTime: '2031-01-01T00:00:00Z',
        hint: 'k9~',
        keyId: randomUUID(),
        secretText: null,
        startDateTime: '2024-01-01T00:00:00Z',
      },
    ],
    publicClient: { redirectUris: [] },
    requiredResourceAccess: [
      {
        resourceAppId: '00000003-0000-0000-c000-000000000000',
        resourceAccess: [{ id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Scope' }],
      },
    ],
    verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
    web: {
      homePageUrl: 'https://connections.acme.example/homepage',
      logoutUrl: 'https://connections.acme.example/logout',
      redirectUris: ['https://connections.acme.example/oidcclient/connections'],
      implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: true },
      redirectUriSettings: [],
    },
    spa: { redirectUris: [] },
    ...given,
  }
}

/** A scope that the application exposes to its clients as api://{appId}/{value}. */
export function exposedScope(value: string, { isEnabled = true } = {}): object {
  return {
    adminConsentDescription: 'Allow the apps to use Connections for the signed-in user',
    adminConsentDisplayName: 'Use Connections',
    id: randomUUID(),
    isEnabled,
    type: 'User',
    userConsentDescription: 'Allow the apps to use Connections for you',
    userConsentDisplayName: 'Use Connections',
    value,
  }
}
