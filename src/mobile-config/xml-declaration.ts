import { startOfContent } from './white-space.ts'

/** What the first line of an XML file says of it. */
interface XmlDeclaration {
  readonly version: '1.0' | '1.1'
  /** As it is spelt. */
  readonly encoding: string | undefined
}

/** What is wrong with a declaration, and the offset of it. */
interface DeclarationFault {
  readonly offset: number
  readonly what: string
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
 * @returns what it says, or the first thing that is wrong; version 1.0 where there is none
 * @see https://www.w3.org/TR/xml/#NT-XMLDecl
 */
export function readXmlDeclaration(text: string): XmlDeclaration | DeclarationFault {
  if (!/^<\?xml[ \t\r\n?]/.test(text)) return { version: '1.0', encoding: undefined }
  const values = new Map<string, string>()
  let position = '<?xml'.length
  for (const { name, allowed, expected } of PARTS) {
    const offset = startOfContent(text, position, text.length)
    if (!text.startsWith(name, offset)) {
      if (name === 'version') return { offset, what: 'The XML declaration does not start with a version.' }
      continue
    }
    if (offset === position)
      return { offset, what: `A space is missing before "${name}" in the XML declaration.` }
    VALUE.lastIndex = startOfContent(text, offset + name.length, text.length)
    const value = VALUE.exec(text)?.[2]
    if (value === undefined || !allowed.test(value))
      return { offset, what: `In the XML declaration, "${name}" is not ${expected} in quotes.` }
    values.set(name, value)
    position = VALUE.lastIndex
  }
  const offset = startOfContent(text, position, text.length)
  if (!text.startsWith('?>', offset))
    return {
      offset,
      what: 'The XML declaration contains more than version, encoding and standalone, in this order.',
    }
  return { version: values.get('version') as XmlDeclaration['version'], encoding: values.get('encoding') }
}
