import { expect, test } from 'vitest'
import { readRegistration } from '../../src/entra/registration.ts'
import { CLIENT, PERMISSIONS } from './registrations.ts'

const ID = '11111111-2222-4333-8444-555555555555'

test('properties that are null or missing are read as empty', () => {
  expect(readRegistration({ id: ID, isFallbackPublicClient: null, api: null, web: null })).toEqual({
    objectId: ID,
    displayName: '',
    publicClient: { redirectUris: [] },
    webRedirectUris: [],
    spaRedirectUris: [],
    isFallbackPublicClient: null,
    identifierUris: [],
    exposedScopes: [],
    requestedAccessTokenVersion: null,
    signInAudience: '',
    optionalClaims: { accessToken: [] },
    graphPermissions: [],
  })
})

test('what stands in publicClient besides the redirect URIs is kept', () => {
  expect(readRegistration({ id: ID, publicClient: { other: 1, redirectUris: ['a'] } }).publicClient).toEqual({
    other: 1,
    redirectUris: ['a'],
  })
})

test('optional claims are kept whole, and a claim with everything that Graph says of it', () => {
  const optionalClaims = {
    idToken: [{ name: 'upn' }],
    accessToken: [{ name: 'email', source: null, essential: false, additionalProperties: [] }],
    saml2Token: [],
  }
  expect(readRegistration({ id: ID, optionalClaims }).optionalClaims).toEqual(optionalClaims)
})

test('of the permissions only delegated ones of Microsoft Graph are read', () => {
  const graph = '00000003-0000-0000-C000-000000000000'
  const requiredResourceAccess = [
    { resourceAppId: CLIENT, resourceAccess: [{ id: 'a', type: 'Scope' }] },
    {
      resourceAppId: graph,
      resourceAccess: [
        { id: PERMISSIONS.email.toUpperCase(), type: 'Scope' },
        { id: PERMISSIONS.openid, type: 'Role' },
      ],
    },
  ]
  expect(readRegistration({ id: ID, requiredResourceAccess }).graphPermissions).toEqual([PERMISSIONS.email])
})

test.each([
  [[], 'application'],
  [{}, 'id'],
  [{ id: ID, publicClient: [] }, 'publicClient'],
  [{ id: ID, publicClient: { redirectUris: 'a' } }, 'publicClient'],
  [{ id: ID, web: { redirectUris: [1] } }, 'web'],
  [{ id: ID, isFallbackPublicClient: 'true' }, 'isFallbackPublicClient'],
  [{ id: ID, api: { requestedAccessTokenVersion: '2' } }, 'requestedAccessTokenVersion'],
  [{ id: ID, api: { oauth2PermissionScopes: [null] } }, 'oauth2PermissionScopes'],
  [{ id: ID, optionalClaims: [] }, 'optionalClaims'],
  [{ id: ID, optionalClaims: { accessToken: {} } }, 'optionalClaims'],
  [{ id: ID, optionalClaims: { accessToken: ['email'] } }, 'optionalClaims'],
  [{ id: ID, optionalClaims: { accessToken: [{ name: null }] } }, 'optionalClaims'],
  [{ id: ID, requiredResourceAccess: {} }, 'requiredResourceAccess'],
  [{ id: ID, requiredResourceAccess: ['x'] }, 'requiredResourceAccess'],
  [{ id: ID, requiredResourceAccess: [{ resourceAccess: [] }] }, 'requiredResourceAccess'],
  [
    { id: ID, requiredResourceAccess: [{ resourceAppId: ID, resourceAccess: 'x' }] },
    'requiredResourceAccess',
  ],
  [
    { id: ID, requiredResourceAccess: [{ resourceAppId: ID, resourceAccess: [{ id: 1, type: 'Scope' }] }] },
    'requiredResourceAccess',
  ],
  [
    { id: ID, requiredResourceAccess: [{ resourceAppId: ID, resourceAccess: [{ id: ID }] }] },
    'requiredResourceAccess',
  ],
])('%j is refused because of "%s"', (answer, name) => {
  expect(() => readRegistration(answer)).toThrow(`Microsoft Graph answered with no usable "${name}".`)
})
