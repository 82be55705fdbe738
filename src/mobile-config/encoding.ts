import { trimXml } from '../text/white-space.ts'
import { readXmlDeclaration, refuseMistakenBytes, refuseMistakenText } from './before-parsing.ts'
import {
  decodeSingleByte,
  encodeSingleByte,
  hasCharacter,
  SINGLE_BYTE_ENCODINGS,
  type SingleByteName,
} from './single-byte.ts'
import { largest, SourceText } from './source-text.ts'

/** How a file's bytes and its characters belong together. */
export interface FileEncoding {
  readonly name: UnicodeName | SingleByteName
  readonly byteOrderMark: boolean
}

type UnicodeName = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE'

export const UTF_8: FileEncoding = { name: 'UTF-8', byteOrderMark: false }

const BYTE_ORDER_MARKS = [
  { name: 'UTF-8', mark: [0xef, 0xbb, 0xbf] },
  { name: 'UTF-16LE', mark: [0xff, 0xfe] },
  { name: 'UTF-16BE', mark: [0xfe, 0xff] },
] as const

const SAVE_AS_UTF_8 = 'Save the file as UTF-8 and declare encoding="UTF-8", then run again.'

/** Bytes in which the XML declaration ends; more of it is white space. */
const MAX_DECLARATION = 100_000

/**
 * Decodes an XML file: byte order mark first, then the encoding declaration, then UTF-8.
 * @param path for errors
 * @returns the text without the byte order mark, and with the encoding that {@link encode} needs to give the same bytes back
 * @throws ProblemsError for a file of another kind, contradictions, an encoding that is not supported and bytes that are not valid
 * @see https://www.w3.org/TR/xml/#charencoding
 */
export function decode(bytes: Uint8Array, path: string): SourceText {
  const marked = BYTE_ORDER_MARKS.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte))
  const guessed = marked ? { name: marked.name, byteOrderMark: true } : byFirstBytes(bytes)
  const body = bytes.subarray(marked?.mark.length ?? 0)
  const head = Buffer.from(body.subarray(0, MAX_DECLARATION)).toString('latin1')
  if (!marked) refuseMistakenBytes(new SourceText(path, head, guessed))
  const ascii = guessed.name === 'UTF-8' ? head : head.replaceAll('\0', '')
  const encoding = declaredEncoding(new SourceText(path, ascii, guessed))
  const { text, isWhole } = readValid(body, encoding.name)
  const source = new SourceText(path, text, encoding)
  if (isWhole) return source
  // A file that starts with such a byte is not empty.
  if (trimXml(text) !== '') refuseMistakenText(source)
  const what = `The file contains bytes that are not valid ${encoding.name}.`
  return source.refuse(text.length, what, SAVE_AS_UTF_8)
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

/** Without a mark, the server's parser knows UTF-16 by the zero bytes in "<?", with which a declaration starts. */
function byFirstBytes(bytes: Uint8Array): FileEncoding {
  if (bytes[1] === 0) return { name: 'UTF-16LE', byteOrderMark: false }
  return bytes[0] === 0 ? { name: 'UTF-16BE', byteOrderMark: false } : UTF_8
}

/** The encoding that the declaration names, if it can be the one that was guessed from the first bytes. */
function declaredEncoding(head: SourceText): FileEncoding {
  const { encoding: guessed } = head
  const declared = readXmlDeclaration(head).encoding?.toUpperCase()
  const names = guessed.name === 'UTF-8' ? ['UTF-8', 'UTF8'] : ['UTF-16', guessed.name]
  if (declared === undefined || names.includes(declared)) return guessed
  const name = SINGLE_BYTE_ENCODINGS.get(declared)
  if (name && guessed === UTF_8) return { name, byteOrderMark: false }
  if (!name && !['UTF-8', 'UTF8', 'UTF-16'].includes(declared))
    head.refuse(0, `The encoding "${declared}" is not supported.`, SAVE_AS_UTF_8)
  const found = `${guessed.name}${guessed.byteOrderMark ? ' with a byte order mark' : ''}`
  return head.refuse(0, `The declaration says "${declared}", but the bytes are ${found}.`, SAVE_AS_UTF_8)
}

/** The text up to the first byte that is not valid. */
function readValid(body: Uint8Array, name: FileEncoding['name']): { text: string; isWhole: boolean } {
  if (!isUnicode(name)) {
    const text = decodeSingleByte(body, name)
    return { text, isWhole: text.length === body.length }
  }
  const read = (length: number) =>
    new TextDecoder(name, { fatal: true, ignoreBOM: true }).decode(body.subarray(0, length), {
      stream: length < body.length,
    })
  const length = largest(body.length, (end) => {
    try {
      read(end)
      return true
    } catch {
      return false
    }
  })
  return { text: read(length), isWhole: length === body.length }
}
