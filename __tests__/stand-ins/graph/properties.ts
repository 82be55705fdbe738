/** What may stand in a property of an application. */
export type Kind =
  | 'text'
  | 'flag'
  | 'number'
  | 'texts'
  | 'objects'
  | 'object'
  | 'guid'
  | 'permission type'
  | Members
  /** A list of complex values. */
  | { readonly each: Members }

/** A complex property: its members, and what a PATCH that leaves one out sets it to; without `unset` it may not be left out. */
export interface Members {
  readonly type: string
  readonly members: Readonly<Record<string, { readonly kind: Kind; readonly unset?: unknown }>>
}

export interface Property {
  readonly kind: Kind
  readonly nullable?: true
  readonly readOnly?: true
}

const texts = { kind: 'texts', unset: [] } as const
const objects = { kind: 'objects', unset: [] } as const
const text = { kind: 'text', unset: null } as const
const flag = { kind: 'flag', unset: false } as const

const IMPLICIT_GRANT: Members = {
  type: 'implicitGrantSettings',
  members: { enableAccessTokenIssuance: flag, enableIdTokenIssuance: flag },
}

/** @see https://learn.microsoft.com/en-us/graph/api/resources/publicclientapplication */
export const PUBLIC_CLIENT: Members = { type: 'publicClientApplication', members: { redirectUris: texts } }

/** @see https://learn.microsoft.com/en-us/graph/api/resources/spaapplication */
export const SPA: Members = { type: 'spaApplication', members: { redirectUris: texts } }

/** @see https://learn.microsoft.com/en-us/graph/api/resources/webapplication */
export const WEB: Members = {
  type: 'webApplication',
  members: {
    homePageUrl: text,
    logoutUrl: text,
    redirectUris: texts,
    implicitGrantSettings: {
      kind: IMPLICIT_GRANT,
      unset: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
    },
    redirectUriSettings: objects,
  },
}

/** @see https://learn.microsoft.com/en-us/graph/api/resources/apiapplication */
export const API: Members = {
  type: 'apiApplication',
  members: {
    acceptMappedClaims: { kind: 'flag', unset: null },
    knownClientApplications: texts,
    requestedAccessTokenVersion: { kind: 'number', unset: null },
    oauth2PermissionScopes: objects,
    preAuthorizedApplications: objects,
  },
}

/** @see https://learn.microsoft.com/en-us/graph/api/resources/optionalclaim */
const OPTIONAL_CLAIM: Members = {
  type: 'optionalClaim',
  members: { name: { kind: 'text' }, source: text, essential: flag, additionalProperties: texts },
}
const optionalClaims = { kind: { each: OPTIONAL_CLAIM }, unset: [] } as const

/** @see https://learn.microsoft.com/en-us/graph/api/resources/optionalclaims */
export const OPTIONAL_CLAIMS: Members = {
  type: 'optionalClaims',
  members: { idToken: optionalClaims, accessToken: optionalClaims, saml2Token: optionalClaims },
}

/** @see https://learn.microsoft.com/en-us/graph/api/resources/resourceaccess */
const RESOURCE_ACCESS: Members = {
  type: 'resourceAccess',
  members: { id: { kind: 'guid' }, type: { kind: 'permission type' } },
}

/** @see https://learn.microsoft.com/en-us/graph/api/resources/requiredresourceaccess */
export const REQUIRED_RESOURCE_ACCESS: Members = {
  type: 'requiredResourceAccess',
  members: {
    resourceAppId: { kind: 'guid' },
    resourceAccess: { kind: { each: RESOURCE_ACCESS }, unset: [] },
  },
}

/**
 * The properties of an application in v1.0. authenticationBehaviors is not among them: it is in beta only.
 * @see https://learn.microsoft.com/en-us/graph/applications-authenticationbehaviors
 * @see https://learn.microsoft.com/en-us/graph/api/resources/application#properties
 */
export const PROPERTIES: Readonly<Record<string, Property>> = {
  id: { kind: 'text', readOnly: true },
  deletedDateTime: { kind: 'text', readOnly: true },
  appId: { kind: 'text', readOnly: true },
  applicationTemplateId: { kind: 'text', readOnly: true },
  disabledByMicrosoftStatus: { kind: 'text', readOnly: true },
  createdDateTime: { kind: 'text', readOnly: true },
  publisherDomain: { kind: 'text', readOnly: true },
  certification: { kind: 'object', readOnly: true },
  verifiedPublisher: { kind: 'object', readOnly: true },
  /** Only addPassword and removePassword change it. */
  passwordCredentials: { kind: 'objects', readOnly: true },
  displayName: { kind: 'text' },
  description: { kind: 'text', nullable: true },
  groupMembershipClaims: { kind: 'text', nullable: true },
  identifierUris: { kind: 'texts' },
  isDeviceOnlyAuthSupported: { kind: 'flag', nullable: true },
  isFallbackPublicClient: { kind: 'flag', nullable: true },
  nativeAuthenticationApisEnabled: { kind: 'text', nullable: true },
  notes: { kind: 'text', nullable: true },
  oauth2RequirePostResponse: { kind: 'flag' },
  samlMetadataUrl: { kind: 'text', nullable: true },
  serviceManagementReference: { kind: 'text', nullable: true },
  signInAudience: { kind: 'text' },
  tags: { kind: 'texts' },
  tokenEncryptionKeyId: { kind: 'text', nullable: true },
  uniqueName: { kind: 'text', nullable: true },
  defaultRedirectUri: { kind: 'text', nullable: true },
  optionalClaims: { kind: OPTIONAL_CLAIMS, nullable: true },
  requestSignatureVerification: { kind: 'object', nullable: true },
  servicePrincipalLockConfiguration: { kind: 'object', nullable: true },
  addIns: { kind: 'objects' },
  appRoles: { kind: 'objects' },
  keyCredentials: { kind: 'objects' },
  requiredResourceAccess: { kind: { each: REQUIRED_RESOURCE_ACCESS } },
  info: { kind: 'object' },
  parentalControlSettings: { kind: 'object' },
  api: { kind: API },
  publicClient: { kind: PUBLIC_CLIENT },
  spa: { kind: SPA },
  web: { kind: WEB },
}
