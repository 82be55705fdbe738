import { type Problem, throwIfAny } from '../problems.ts'
import { codePoint } from '../text/invisible.ts'
import { truncate } from '../text/truncate.ts'
import { startOfContent } from '../text/white-space.ts'
import type { SourceText } from './source-text.ts'

/** Tags, attributes, references and comments that are read; real files have some hundred, and a million of them take gigabytes. */
const MAX_MARKUP = 200_000

/** Refuses what would take the parser too much, and what it would read as another parser does not. */
export function demandParsable(source: SourceText): void {
  refuseMistakenText(source)
  if (hasTooMuchMarkup(source.text)) {
    const what = `The file contains more than ${MAX_MARKUP} tags, attributes, references and comments.`
    source.refuse(0, what, 'No real mobile-config.xml has that many. Check where the file comes from.')
  }
  throwIfAny([...differences(source)])
}

/**
 * Refuses a file without a byte order mark that was committed by mistake and whose first bytes tell what it is.
 * @param head the bytes as ISO-8859-1
 */
export function refuseMistakenBytes(head: SourceText): void {
  const start = head.text.slice(0, 4)
  if (start.startsWith('\x1f\x8b') || start === 'PK\x03\x04') {
    const cure = 'Commit the mobile-config.xml that it contains.'
    head.refuse(0, 'The file is a compressed archive, not XML.', cure)
  }
  if (/^(?:\0[^\0]|[^\0]\0)/.test(start) && start !== '<\0?\0' && start !== '\0<\0?') {
    const what =
      'The file is in UTF-16 without a byte order mark, which the server can read only if it starts with an XML declaration.'
    head.refuse(0, what, 'Save it as UTF-8, or as UTF-16 with a byte order mark.')
  }
}

const CHECK_PATH = 'Check that config-path names the mobile-config.xml that was checked out of WebSphere.'

/** Refuses a file that was committed by mistake and whose first words tell what it is. */
export function refuseMistakenText(source: SourceText): void {
  const { text } = source
  const start = startOfContent(text, 0, text.length)
  if (start === text.length) source.refuse(0, 'The file is empty.', CHECK_PATH)
  if (text.startsWith('version https://git-lfs.github.com/spec/', start))
    source.refuse(
      start,
      'This is a Git LFS pointer, not the file itself.',
      'Keep mobile-config.xml out of Git LFS: remove its pattern from .gitattributes and commit the file itself.',
    )
  if (text[start] === '{' || text[start] === '[')
    source.refuse(start, 'This looks like JSON, not XML.', CHECK_PATH)
  const root = endOfProlog(text)
  if (/^<(?:!doctype[ \t\r\n]+)?html(?![\w:.-])/i.test(text.slice(root, root + 1_000)))
    source.refuse(
      root,
      'This is an HTML page, probably a sign-in page that was saved instead of the file.',
      'Check the file out of WebSphere, and commit it.',
    )
}

/** The pseudo attributes in the one order that there is. */
const PARTS = [
  { name: 'version', allowed: /^1\.[01]$/, expected: '"1.0" or "1.1"' },
  { name: 'encoding', allowed: /^[A-Za-z][A-Za-z0-9._-]*$/, expected: 'the name of an encoding' },
  { name: 'standalone', allowed: /^(?:yes|no)$/, expected: '"yes" or "no"' },
] as const

const VALUE = /=[ \t\r\n]*(["'])([^"']*)\1/y

/**
 * Reads the XML declaration that a text starts with, by the letter: parsers for JavaScript take `encoding=""` and missing
 * white space, the server's parser refuses the file.
 * @returns its values as they are spelt; none where there is no declaration
 * @throws ProblemsError with the first thing that is wrong
 * @see https://www.w3.org/TR/xml/#NT-XMLDecl
 */
export function readXmlDeclaration(source: SourceText): { version?: string; encoding?: string } {
  const { text } = source
  if (!/^<\?xml[ \t\r\n?]/.test(text)) return {}
  const values: { [name in (typeof PARTS)[number]['name']]?: string } = {}
  let position = '<?xml'.length
  const refuse = (what: string) => {
    const cure = 'A correct one is <?xml version="1.0" encoding="UTF-8"?>, with the encoding of the file.'
    source.refuse(startOfContent(text, position, text.length), what, cure)
  }
  for (const { name, allowed, expected } of PARTS) {
    const start = startOfContent(text, position, text.length)
    if (!text.startsWith(name, start)) {
      if (name === 'version') refuse('The XML declaration does not start with a version.')
      continue
    }
    if (start === position) refuse(`A space is missing before "${name}" in the XML declaration.`)
    VALUE.lastIndex = startOfContent(text, start + name.length, text.length)
    const value = VALUE.exec(text)?.[2] ?? ''
    if (!allowed.test(value)) refuse(`In the XML declaration, "${name}" is not ${expected} in quotes.`)
    values[name] = value
    position = VALUE.lastIndex
  }
  if (!text.startsWith('?>', startOfContent(text, position, text.length)))
    refuse('The XML declaration contains more than version, encoding and standalone, in this order.')
  return values
}

/** What the server's parser reads in another way than the one that is used here. */
function* differences(source: SourceText): Generator<Problem> {
  const { text } = source
  // The one that belongs to the encoding has been read.
  if (text.startsWith('\uFEFF')) {
    const what = 'The file starts with two byte order marks; the server reads the second as text.'
    yield source.problem(0, what, 'Remove one of them.')
  }
  // XML 1.1 does not allow control characters that 1.0 allows, and has more line ends.
  const offset = readXmlDeclaration(source).version === '1.1' ? text.search(/[\u007f-\u009f\u2028]/) : -1
  if (offset >= 0) {
    const what = `The file contains a character (${codePoint(text[offset]!)}) that XML 1.1 does not allow unescaped.`
    yield source.problem(offset, what, 'Remove it, or declare version="1.0".')
  }
  yield* documentTypeProblems(source)
}

/**
 * What a document type declares in the file itself decides what other parsers read in it: entities, default attributes, even where
 * it ends. One without declarations is as good as none: what it refers to is never fetched.
 * @see https://www.w3.org/TR/xml/#NT-doctypedecl
 */
function* documentTypeProblems(source: SourceText): Generator<Problem> {
  const { text } = source
  const start = endOfProlog(text)
  const glued = /<!DOCTYPE[ \t\r\n]+[^ \t\r\n]+[ \t\r\n]+(?:SYSTEM|PUBLIC[ \t\r\n]+(?:"[^"]*"|'[^']*'))["']/y
  const head = /<!DOCTYPE[^[>"']*(?:(?:"[^"]*"|'[^']*')[^[>"']*)*\[(?![ \t\r\n]*\][ \t\r\n]*>)/y
  glued.lastIndex = start
  head.lastIndex = start
  if (glued.test(text)) {
    const what = 'A space is missing before the quotation mark in the document type declaration.'
    yield source.problem(glued.lastIndex - 1, what, 'Insert a space, or remove the declaration.')
  } else if (head.test(text)) {
    const what = 'The document type declaration contains declarations in "[…]".'
    const cure =
      "Remove them: the vendor's file has none, and they can make the server read other values than people see."
    yield source.problem(start, what, cure)
    yield* declaredEntity(source, head.lastIndex)
  }
}

const MAX_NAME = 100
const DECLARATION = new RegExp(String.raw`<!ENTITY[ \t\r\n]{1,${MAX_NAME}}([^ \t\r\n%]{1,${MAX_NAME}})`, 'g')
const REFERENCE = new RegExp(`&([^#&;<]{1,${MAX_NAME}});`, 'g')

/** The first use of an entity that the declarations from an offset on declare. */
function* declaredEntity(source: SourceText, subset: number): Generator<Problem> {
  const { text } = source
  const names = new Set([...text.slice(subset).matchAll(DECLARATION)].map(([, name]) => name))
  const content = text.indexOf(']', subset)
  for (const { index, 1: name } of text.matchAll(REFERENCE))
    if (content >= 0 && index > content && names.has(name)) {
      const what = `The file declares the entity "&${truncate(name!, MAX_NAME)};" itself; such entities are not supported.`
      yield source.problem(index, what, 'Replace it with its text.')
      return
    }
}

/** What holds no markup, by how it starts and ends. */
const INERT = Object.entries({ '<!--': '-->', '<?': '?>', '<![CDATA[': ']]>' })

/** The offset after the comment, instruction or CDATA section that starts at an offset; undefined where none does. */
function endOfInert(text: string, offset: number): number | undefined {
  const kind = INERT.find(([open]) => text.startsWith(open, offset))
  if (!kind) return undefined
  const [open, close] = kind
  const end = text.indexOf(close, offset + open.length)
  return end < 0 ? text.length : end + close.length
}

/** The offset of what follows the declaration, comments and instructions that a text starts with: document type or root. */
function endOfProlog(text: string): number {
  let start = startOfContent(text, 0, text.length)
  for (let end = endOfInert(text, start); end !== undefined; end = endOfInert(text, start))
    start = startOfContent(text, end, text.length)
  return start
}

/** What means something in text, in a tag, and between either quotes in one. */
const SIGNS = { text: /[&<]/g, tag: /[&=>"']/g, '"': /[&"]/g, "'": /[&']/g } as const

/**
 * Counts what the parser makes an object of or takes a step for: tags, attributes, references, comments, instructions and CDATA
 * sections, and not what is in those. Up to the first fault of a text it sees what the parser sees.
 */
function hasTooMuchMarkup(text: string): boolean {
  let count = 0
  let inside: keyof typeof SIGNS = 'text'
  for (let offset = 0; count <= MAX_MARKUP; ) {
    const signs: RegExp = SIGNS[inside]
    signs.lastIndex = offset
    if (!signs.test(text)) return false
    offset = signs.lastIndex
    const sign: string = text[offset - 1]!
    if ('&=<'.includes(sign)) count++
    const end = sign === '<' ? endOfInert(text, offset - 1) : undefined
    if (end !== undefined) offset = end
    else if (sign === '<') inside = 'tag'
    else if (sign === '>') inside = 'text'
    else if (sign === '"' || sign === "'") inside = inside === 'tag' ? sign : 'tag'
  }
  return true
}
