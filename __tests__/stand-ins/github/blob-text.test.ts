import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blobText } from './graphql/blob-text.ts'

const MARKS = [
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0xfe, 0xff]),
  Buffer.from([0xef, 0xbb, 0xbf]),
  Buffer.of(),
]
const CONTENTS = fc
  .tuple(
    fc.constantFrom(...MARKS),
    fc.oneof(
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
      fc.string({ unit: 'binary', maxLength: 20 }).map((text) => Buffer.from(text)),
      fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => Buffer.from(text, 'utf16le')),
    ),
  )
  .map((parts) => Buffer.concat(parts))

const isPlain = (bytes: Buffer) =>
  Buffer.from(bytes.toString('utf8')).equals(bytes) && !bytes.includes(0) && bytes.indexOf('\uFEFF') !== 0

test('a text is the bytes of plain UTF-8, and of nothing else', () => {
  fc.assert(
    fc.property(CONTENTS, (bytes) => {
      const { text, isTruncated } = blobText(bytes, 1000)
      expect(isTruncated).toBe(false)
      expect(text !== null && Buffer.from(text).equals(bytes)).toBe(isPlain(bytes))
    }),
  )
})

test('a text that is cut is shorter than its bytes and has no half characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.nat(60), (whole, mostBytes) => {
      const text = whole.replaceAll(/[\0\uFEFF]/g, '')
      const bytes = Buffer.from(text)
      const told = blobText(bytes, mostBytes)
      expect(told.isTruncated).toBe(bytes.length > mostBytes)
      expect(text.startsWith(told.text!)).toBe(true)
      expect(Buffer.byteLength(told.text!)).toBeLessThanOrEqual(
        Math.max(mostBytes, told.isTruncated ? 0 : bytes.length),
      )
    }),
  )
})
