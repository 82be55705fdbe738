import { expect, test } from 'vitest'
import { readRegistration } from '../../src/app-registration/registration.ts'

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
  })
})

test('what stands in publicClient besides the redirect URIs is kept', () => {
  expect(readRegistration({ id: ID, publicClient: { other: 1, redirectUris: ['a'] } }).publicClient).toEqual({
    other: 1,
    redirectUris: ['a'],
  })
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
])('%j is refused because of "%s"', (answer, name) => {
  expect(() => readRegistration(answer)).toThrow(`Microsoft Graph answered with no usable "${name}".`)
})
