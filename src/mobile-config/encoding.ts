import { type Problem, ProblemsError } from '../problems.ts'
import { mistakenBytes, mistakenText } from './before-parsing.ts'
import {
  decodeSingleByte,
  encodeSingleByte,
  hasCharacter,
  type SingleByteName,
  singleByteName,
} from './single-byte.ts'
import { SourceText } from './source-text.ts'
import { trimXml } from './white-space.ts'
import { readXmlDeclaration } from './xml-declaration.ts'

/** How a file's bytes and its characters belong together. */
export interface FileEncoding {
  readonly name: UnicodeName | SingleByteName
  readonly byteOrderMark: boolean
}

type UnicodeName = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE'

export const UTF_8: FileEncoding = { name: 'UTF-8', byteOrderMark: false }

/**
 * Decodes an XML file: byte order mark first, then the encoding declaration, then UTF-8.
 * @param bytes the whole file
 * @param path the file's path, for errors
 * @returns the text without the byte order mark, and what {@link encode} needs to give the same bytes back
 * @throws ProblemsError when the file is of another kind, mark and declaration disagree, the encoding is not supported or a byte
 * is not valid in it
 * @see https://www.w3.org/TR/xml/#charencoding
 */
export function decode(bytes: Uint8Array, path: string): { text: string; encoding: FileEncoding } {
  const marked = byMark(bytes)
  const mistaken = marked ? undefined : mistakenBytes(bytes, path)
  if (mistaken) throw new ProblemsError([mistaken])
  const guessed = marked ?? byFirstBytes(bytes)
  const body = marked ? bytes.subarray(marked.name === 'UTF-8' ? 3 : 2) : bytes
  const encoding = reconcile(guessed, declaredName(body, guessed, path), path)
  return { text: toText(body, encoding, path), encoding }
}

/** The reverse of {@link decode}. Characters that the encoding lacks must have been replaced by references before. */
export function encode(text: string, { name, byteOrderMark }: FileEncoding): Buffer {
  if (!isUnicode(name)) return encodeSingleByte(text, name)
  const marked = byteOrderMark ? `\uFEFF${text}` : text
  if (name === 'UTF-8') return Buffer.from(marked)
  const littleEndian = Buffer.from(marked, 'utf16le')
  return name === 'UTF-16LE' ? littleEndian : littleEndian.swap16()
}

/** Replaces the characters that the encoding lacks by numeric references; for markup and text, not for CDATA. */
export function referToUnencodable(markup: string, { name }: FileEncoding): string {
  if (isUnicode(name)) return markup
  return [...markup].map((c) => (hasCharacter(name, c) ? c : `&#${c.codePointAt(0)};`)).join('')
}

export function canEncode(text: string, { name }: FileEncoding): boolean {
  return isUnicode(name) || [...text].every((c) => hasCharacter(name, c))
}

function isUnicode(name: FileEncoding['name']): name is UnicodeName {
  return name.startsWith('UTF-')
}

function byMark(bytes: Uint8Array): FileEncoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return { name: 'UTF-8', byteOrderMark: true }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { name: 'UTF-16LE', byteOrderMark: true }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { name: 'UTF-16BE', byteOrderMark: true }
  return undefined
}

/** Without a mark, the server's parser knows UTF-16 by the zero bytes in "<?", with which a declaration starts. */
function byFirstBytes(bytes: Uint8Array): FileEncoding {
  if (bytes[1] === 0) return { name: 'UTF-16LE', byteOrderMark: false }
  return bytes[0] === 0 ? { name: 'UTF-16BE', byteOrderMark: false } : UTF_8
}

/** Bytes in which the XML declaration ends; more of it is white space. */
const MAX_DECLARATION = 100_000

/** The encoding's name in `<?xml … encoding="…"?>`. */
function declaredName(body: Uint8Array, guessed: FileEncoding, path: string): string | undefined {
  const head = body.subarray(0, MAX_DECLARATION)
  const ascii = Buffer.from(guessed.name.startsWith('UTF-16') ? head.filter((byte) => byte !== 0) : head)
  const text = ascii.toString('latin1')
  const declaration = readXmlDeclaration(text)
  if (!('what' in declaration)) return declaration.encoding
  const { offset, what } = declaration
  const where = new SourceText(path, text).place(offset)
  throw new ProblemsError([
    {
      where,
      what,
      cure: 'A correct one is <?xml version="1.0" encoding="UTF-8"?>, with the encoding of the file.',
    },
  ])
}

function reconcile(guessed: FileEncoding, spelt: string | undefined, path: string): FileEncoding {
  const declared = spelt?.toUpperCase()
  if (declared === undefined) return guessed
  const isUtf16 = guessed.name.startsWith('UTF-16')
  if (declared === 'UTF-8' || declared === 'UTF8') {
    if (!isUtf16) return guessed
  } else if (declared === 'UTF-16' || declared === guessed.name) {
    if (isUtf16) return guessed
  } else {
    const name = singleByteName(declared)
    if (!name) throw refused(`${path}:1:1`, `The encoding "${declared}" is not supported.`)
    if (guessed === UTF_8) return { name, byteOrderMark: false }
  }
  const found = `${guessed.name}${guessed.byteOrderMark ? ' with a byte order mark' : ''}`
  throw refused(`${path}:1:1`, `The declaration says "${declared}", but the bytes are ${found}.`)
}

const SAVE_AS_UTF_8 = 'Save the file as UTF-8 and declare encoding="UTF-8", then run again.'

function refused(where: string, what: string): ProblemsError {
  const problem: Problem = { where, what, cure: SAVE_AS_UTF_8 }
  return new ProblemsError([problem])
}

function toText(body: Uint8Array, { name }: FileEncoding, path: string): string {
  const { text, isWhole } = isUnicode(name) ? readUnicode(body, name) : readSingleByte(body, name)
  if (isWhole) return text
  const source = new SourceText(path, text)
  // A file that starts with such a byte is not empty.
  const mistaken = trimXml(text) === '' ? undefined : mistakenText(source)
  if (mistaken) throw new ProblemsError([mistaken])
  throw refused(source.place(text.length), `The file contains bytes that are not valid ${name}.`)
}

function readSingleByte(body: Uint8Array, name: SingleByteName): { text: string; isWhole: boolean } {
  const text = decodeSingleByte(body, name)
  return { text, isWhole: text.length === body.length }
}

function readUnicode(body: Uint8Array, name: UnicodeName): { text: string; isWhole: boolean } {
  const read = (length: number, stream: boolean) =>
    new TextDecoder(name, { fatal: true, ignoreBOM: true }).decode(body.subarray(0, length), { stream })
  try {
    return { text: read(body.length, false), isWhole: true }
  } catch {
    const length = validLength(body.length, (end) => read(end, true))
    return { text: read(length, true), isWhole: false }
  }
}

/** How many bytes can be read before one that is not valid. */
function validLength(length: number, read: (length: number) => unknown): number {
  let low = 0
  let high = length + 1
  for (let middle = length; high - low > 1; middle = (low + high) >> 1) {
    try {
      read(middle)
      low = middle
    } catch {
      high = middle
    }
  }
  return low
}
