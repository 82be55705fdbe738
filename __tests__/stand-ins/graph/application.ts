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
    optionalClaims: {
      idToken: [optionalClaim('email')],
      accessToken: [optionalClaim('email')],
      saml2Token: [],
    },
    requestSignatureVerification: null,
    servicePrincipalLockConfiguration: null,
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
    requiredResourceAccess: permissions(['User.Read', 'email', 'offline_access', 'openid', 'profile']),
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

/** As the vendor's page has them: for ID tokens and access tokens. */
function optionalClaim(name: string): object {
  return { name, source: null, essential: false, additionalProperties: [] }
}

/** @see https://learn.microsoft.com/en-us/graph/permissions-reference */
const GRAPH_SCOPES = {
  'User.Read': 'e1fe6dd8-ba31-4d61-89e7-88639da4683d',
  email: '64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0',
  offline_access: '7427e0e9-2fba-42fe-b0c0-848c9e6a8182',
  openid: '37f7f235-527c-4136-accd-4a02d197296e',
  profile: '14dad69e-099b-42c9-810b-d002981feec1',
}

/** Delegated permissions of Microsoft Graph that an application asks for. */
export function permissions(names: readonly (keyof typeof GRAPH_SCOPES)[]): readonly object[] {
  const resourceAccess = names.map((name) => ({ id: GRAPH_SCOPES[name], type: 'Scope' }))
  return [{ resourceAppId: '00000003-0000-0000-c000-000000000000', resourceAccess }]
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
