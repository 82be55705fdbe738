import { expect, test } from 'vitest'
import { asRemembered } from '../../src/report/registration-section.ts'

const change = { property: 'isFallbackPublicClient', before: null, after: true }
const odd = {
  clientId: 'b850bc0a-0893-4cd7-8e22-9738a43c585d',
  displayName: 'Connections',
  changes: [change],
}

test('what a run keeps of the app registration is read as it was kept', () => {
  expect(asRemembered(odd)).toEqual(odd)
  expect(asRemembered('unknown')).toBe('unknown')
  const lists = [
    { property: 'publicClient.redirectUris', before: 7, after: { added: ['app://a--b'], more: 2 } },
    { property: 'publicClient.redirectUris', before: [], after: ['app://one'] },
  ]
  expect(asRemembered({ ...odd, changes: lists })).toEqual({ ...odd, changes: lists })
})

test.each<[string, unknown]>([
  ['a text', 'This action changed @acme/admins'],
  ['a number for a name', { ...odd, displayName: 1 }],
  ['an endless name', { ...odd, displayName: 'x'.repeat(300) }],
  ['no changes', { ...odd, changes: [] }],
  ['a thousand changes', { ...odd, changes: Array(1000).fill(odd.changes[0]) }],
  ['a change that is none', { ...odd, changes: [null] }],
  ['an object for a value', { ...odd, changes: [{ property: 'x', before: {}, after: true }] }],
  ['an endless list', { ...odd, changes: [{ property: 'x', before: Array(100).fill('y'), after: true }] }],
  ['a negative count', { ...odd, changes: [{ property: 'x', before: -1, after: true }] }],
])('what a body keeps is no registration where that is odd: %s', (_, given) => {
  expect(asRemembered(given)).toBeUndefined()
})
