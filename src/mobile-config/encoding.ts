import type { Problem } from '../problems.ts'
import { ProblemsError } from '../problems.ts'
import { SourceText } from './source-text.ts'

/** How a file's bytes and its characters belong together. */
export interface FileEncoding {
  readonly name: 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'ISO-8859-1' | 'US-ASCII'
  readonly byteOrderMark: boolean
}

export const UTF_8: FileEncoding = { name: 'UTF-8', byteOrderMark: false }

/**
 * Decodes an XML file: byte order mark first, then the encoding declaration, then UTF-8.
 * @param bytes the whole file
 * @param path the file's path, for errors
 * @returns the text without the byte order mark, and what {@link encode} needs to give the same bytes back
 * @throws ProblemsError when mark and declaration disagree, the encoding is not supported or a byte is not valid in it
 * @see https://www.w3.org/TR/xml/#charencoding
 */
export function decode(bytes: Uint8Array, path: string): { text: string; encoding: FileEncoding } {
  const marked = byMark(bytes)
  const guessed = marked ?? byFirstBytes(bytes)
  const body = marked ? bytes.subarray(marked.name === 'UTF-8' ? 3 : 2) : bytes
  const encoding = reconcile(guessed, declaredName(body, guessed), path)
  return { text: toText(body, encoding, path), encoding }
}

/** The reverse of {@link decode}. Characters that the encoding lacks must have been replaced by references before. */
export function encode(text: string, { name, byteOrderMark }: FileEncoding): Buffer {
  const marked = byteOrderMark ? `\uFEFF${text}` : text
  if (name === 'UTF-16LE') return Buffer.from(marked, 'utf16le')
  if (name === 'UTF-16BE') return Buffer.from(marked, 'utf16le').swap16()
  return Buffer.from(marked, name === 'UTF-8' ? 'utf8' : 'latin1')
}

/** Replaces the characters that the encoding lacks by numeric references; for markup and text, not for CDATA. */
export function referToUnencodable(markup: string, { name }: FileEncoding): string {
  const highest = highestCodePoint(name)
  return [...markup].map((c) => (c.codePointAt(0)! > highest ? `&#${c.codePointAt(0)};` : c)).join('')
}

/** Whether the encoding has all the characters of the text. */
export function canEncode(text: string, { name }: FileEncoding): boolean {
  const highest = highestCodePoint(name)
  return [...text].every((c) => c.codePointAt(0)! <= highest)
}

function highestCodePoint(name: FileEncoding['name']): number {
  if (name === 'ISO-8859-1') return 0xff
  return name === 'US-ASCII' ? 0x7f : 0x10ffff
}

function byMark(bytes: Uint8Array): FileEncoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return { name: 'UTF-8', byteOrderMark: true }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { name: 'UTF-16LE', byteOrderMark: true }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { name: 'UTF-16BE', byteOrderMark: true }
  return undefined
}

/** Without a mark, UTF-16 gives itself away by the zero byte beside the first "<". */
function byFirstBytes(bytes: Uint8Array): FileEncoding {
  if (bytes[0] === 0x3c && bytes[1] === 0) return { name: 'UTF-16LE', byteOrderMark: false }
  if (bytes[0] === 0 && bytes[1] === 0x3c) return { name: 'UTF-16BE', byteOrderMark: false }
  return UTF_8
}

/** Bytes in which the XML declaration ends; more of it is white space. */
const LONGEST_DECLARATION = 100_000

/** The name in `<?xml … encoding="…"?>`, in upper case. */
function declaredName(body: Uint8Array, guessed: FileEncoding): string | undefined {
  const head = body.subarray(0, LONGEST_DECLARATION)
  const ascii = Buffer.from(guessed.name.startsWith('UTF-16') ? head.filter((byte) => byte !== 0) : head)
  const declaration = /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']/.exec(
    ascii.toString('latin1'),
  )
  return declaration?.[1]?.toUpperCase()
}

const SINGLE_BYTE: Record<string, FileEncoding['name']> = {
  'ISO-8859-1': 'ISO-8859-1',
  'ISO_8859-1': 'ISO-8859-1',
  LATIN1: 'ISO-8859-1',
  'US-ASCII': 'US-ASCII',
  ASCII: 'US-ASCII',
}

function reconcile(guessed: FileEncoding, declared: string | undefined, path: string): FileEncoding {
  if (declared === undefined) return guessed
  const isUtf16 = guessed.name.startsWith('UTF-16')
  if (declared === 'UTF-8' || declared === 'UTF8') {
    if (!isUtf16) return guessed
  } else if (declared === 'UTF-16' || declared === guessed.name) {
    if (isUtf16) return guessed
  } else {
    const name = SINGLE_BYTE[declared]
    if (!name) throw refused(`${path}:1:1`, `The encoding "${declared}" is not supported.`)
    if (guessed === UTF_8) return { name, byteOrderMark: false }
  }
  const found = `${guessed.name}${guessed.byteOrderMark ? ' with a byte order mark' : ''}`
  throw refused(`${path}:1:1`, `The declaration says "${declared}" but the bytes are ${found}.`)
}

const SAVE_AS_UTF_8 = 'Save the file as UTF-8 and declare encoding="UTF-8", then run again.'

function refused(where: string, what: string): ProblemsError {
  const problem: Problem = { where, what, cure: SAVE_AS_UTF_8 }
  return new ProblemsError([problem])
}

function toText(body: Uint8Array, { name }: FileEncoding, path: string): string {
  if (name === 'ISO-8859-1') return Buffer.from(body).toString('latin1')
  const label = name === 'US-ASCII' ? 'utf-8' : name.toLowerCase()
  const read = (length: number, stream: boolean) =>
    new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(body.subarray(0, length), { stream })
  const length = name === 'US-ASCII' ? asciiLength(body) : validLength(body.length, (end) => read(end, true))
  const text = read(length, true)
  try {
    if (length === body.length) return read(length, false)
  } catch {
    // The file ends in the middle of a character.
  }
  throw refused(
    new SourceText(path, text).place(text.length),
    `The file holds bytes that are not valid ${name}.`,
  )
}

function asciiLength(body: Uint8Array): number {
  const length = body.findIndex((byte) => byte > 0x7f)
  return length < 0 ? body.length : length
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
