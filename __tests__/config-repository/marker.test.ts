import { expect, test } from 'vitest'
import {
  fingerprint,
  isForSameValues,
  markClosed,
  markerText,
  readMarker,
  withoutMarkers,
} from '../../src/config-repository/marker.ts'

const setting = { elements: ['SecuritySettings', 'AuthType'], value: 'OAuth', source: 'this action' }

test('a marker is read back from the body that holds it', () => {
  const marker = { wanted: '0123456789abcdef', closedByAction: false }
  expect(readMarker(`Intro\n${markerText(marker)}\nmore`)).toEqual(marker)
})

test.each([false, true])(
  'a script beside the file has its own part in the marker (closed: %s)',
  (closedByAction) => {
    const values = fingerprint('mobile-config.xml', [setting])
    const wanted = fingerprint('mobile-config.xml', [setting], { path: 'apply.py', text: 'one' })
    expect(readMarker(markerText({ wanted, closedByAction }))).toEqual({ wanted, closedByAction })
    expect(wanted).not.toBe(values)
    expect(isForSameValues(wanted, values)).toBe(true)
    expect(isForSameValues(wanted, fingerprint('other.xml', [setting]))).toBe(false)
    for (const other of [
      { path: 'other.py', text: 'one' },
      { path: 'apply.py', text: 'two' },
    ])
      expect(fingerprint('mobile-config.xml', [setting], other)).not.toBe(wanted)
  },
)

test('values that mean the same have the same marker, and others have another', () => {
  const scopes = (value: string) =>
    fingerprint('mobile-config.xml', [{ elements: ['SecuritySettings', 'OAuthScopes'], value, source: 'x' }])
  expect(scopes('openid email')).toBe(scopes('email openid'))
  expect(scopes('openid email')).not.toBe(scopes('openid'))
})

test('a body is free of every marker, whoever has put it where', () => {
  const markers = [true, false].map((closedByAction) =>
    markerText({ wanted: '0123456789abcdef', closedByAction }),
  )
  expect(withoutMarkers(`One ${markers[0]} two\n${markers[1]}\n`)).toBe('One  two\n\n')
})

test('a body without a marker has none', () => {
  expect(readMarker('<!-- something else -->')).toBeUndefined()
})

test('closing is remembered in the marker and nowhere else', () => {
  const body = `Intro\n${markerText({ wanted: '0123456789abcdef', closedByAction: false })}\nmore`
  const closed = markClosed(body, 'fedcba9876543210')
  expect(readMarker(closed)).toEqual({ wanted: '0123456789abcdef', closedByAction: true })
  expect(closed.replace(' closed-by-action', '')).toBe(body)
})

test.each([
  ['Mine.\r\n', 'Mine.\n\n'],
  ['', ''],
])('closing is remembered in a body %j that has lost its marker', (body, start) => {
  const marker = { wanted: '0123456789abcdef', closedByAction: true }
  expect(markClosed(body, marker.wanted)).toBe(start + markerText(marker))
})

test('the fingerprint changes with the path and each value, and not with where a value came from', () => {
  const one = fingerprint('mobile-config.xml', [setting])
  expect(one).toMatch(/^[0-9a-f]{16}$/)
  expect(fingerprint('mobile-config.xml', [{ ...setting, source: 'elsewhere' }])).toBe(one)
  expect(fingerprint('other.xml', [setting])).not.toBe(one)
  expect(fingerprint('mobile-config.xml', [{ ...setting, value: 'Form' }])).not.toBe(one)
})

test('the fingerprint changes with the path and the text of a script that is kept beside the file', () => {
  const one = fingerprint('mobile-config.xml', [setting])
  const kept = { path: 'ops/apply.py', text: 'print(1)' }
  const withScript = fingerprint('mobile-config.xml', [setting], kept)
  expect(withScript).not.toBe(one)
  expect(fingerprint('mobile-config.xml', [setting], { ...kept, path: undefined })).toBe(one)
  expect(fingerprint('mobile-config.xml', [setting], { ...kept, path: 'apply.py' })).not.toBe(withScript)
  expect(fingerprint('mobile-config.xml', [setting], { ...kept, text: 'print(2)' })).not.toBe(withScript)
})

test('the fingerprint is the same in every release, so that what a person has closed stays closed', () => {
  expect(fingerprint('mobile-config.xml', [setting])).toBe('0d2a40eeef59124e')
})
