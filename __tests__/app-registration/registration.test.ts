import { expect, test } from 'vitest'
import { readRegistration } from '../../src/app-registration/registration.ts'

test('properties that are null or missing are read as empty', () => {
  expect(readRegistration({ id: '1', isFallbackPublicClient: null, api: null, web: null })).toEqual({
    objectId: '1',
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
  expect(readRegistration({ id: '1', publicClient: { other: 1, redirectUris: ['a'] } }).publicClient).toEqual(
    {
      other: 1,
      redirectUris: ['a'],
    },
  )
})

test.each([
  [[], 'application'],
  [{}, 'id'],
  [{ id: '1', publicClient: [] }, 'publicClient'],
  [{ id: '1', publicClient: { redirectUris: 'a' } }, 'publicClient'],
  [{ id: '1', web: { redirectUris: [1] } }, 'web'],
  [{ id: '1', isFallbackPublicClient: 'true' }, 'isFallbackPublicClient'],
  [{ id: '1', api: { requestedAccessTokenVersion: '2' } }, 'requestedAccessTokenVersion'],
  [{ id: '1', api: { oauth2PermissionScopes: [null] } }, 'oauth2PermissionScopes'],
])('%j is refused because of "%s"', (answer, name) => {
  expect(() => readRegistration(answer)).toThrow(`Microsoft Graph answered with no usable "${name}".`)
})
