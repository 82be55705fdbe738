import { describe, expect, test } from 'vitest'
import { parseProviderProperties } from '../../src/desired-state/index.ts'
import { decodePropertiesFile } from '../../src/desired-state/provider-properties.ts'

const TEXT = 'provider_1.clientId=é'
const utf16le = (text: string) => Buffer.from(text, 'utf16le')
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()

describe('a file of properties is read as', () => {
  test.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['UTF-16 as PowerShell writes it', utf16le(`\uFEFF${TEXT}`)],
    ['UTF-16 with the bytes in the other order', utf16be(`\uFEFF${TEXT}`)],
  ])('%s', (_, bytes) => {
    expect(decodePropertiesFile(bytes)).toBe(TEXT)
    const { properties, fault } = parseProviderProperties(bytes)
    expect(properties).toEqual([{ name: 'provider_1.clientId', value: 'é', line: 1 }])
    expect(fault).toBeUndefined()
  })

  test.each([
    [[0xff, 0x41], '\ufffdA'],
    [[0xfe, 0x41], '\ufffdA'],
    [[0x41, 0xfe], 'A\ufffd'],
    [[0x41, 0xff], 'A\ufffd'],
  ])('UTF-8 where a byte order mark is only half there: %j', (bytes, text) => {
    expect(decodePropertiesFile(Uint8Array.from(bytes))).toBe(text)
  })
})

test.each([
  ['UTF-16LE', utf16le('a=b')],
  ['UTF-16BE', utf16be('a=b')],
])('%s without a mark is refused, and nothing of it is read', (encoding, bytes) => {
  expect(parseProviderProperties(bytes)).toEqual({
    properties: [],
    secrets: [],
    ignoredLines: [],
    fault: {
      what: `The file holds zero bytes, as text in ${encoding} does, but no byte order mark.`,
      cure: 'Save it as UTF-8; in PowerShell, with "| Out-File -Encoding utf8 <file>" in the place of ">".',
    },
  })
})
