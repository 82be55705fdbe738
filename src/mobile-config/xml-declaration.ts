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
  { name: 'version', allowed: /^1\.[01]$/, values: '"1.0" or "1.1"' },
  { name: 'encoding', allowed: /^[A-Za-z][A-Za-z0-9._-]*$/, values: 'the name of an encoding' },
  { name: 'standalone', allowed: /^(?:yes|no)$/, values: '"yes" or "no"' },
] as const

/**
 * Reads the XML declaration that a text starts with, by the letter: parsers for JavaScript take `encoding=""` and missing
 * white space, the server's parser refuses the file.
 * @returns what it says, or the first thing that is wrong; version 1.0 where there is none
 * @see https://www.w3.org/TR/xml/#NT-XMLDecl
 */
export function readXmlDeclaration(text: string): XmlDeclaration | DeclarationFault {
  const values = new Map<string, string>()
  if (!/^<\?xml[ \t\r\n?]/.test(text)) return { version: '1.0', encoding: undefined }
  let position = '<?xml'.length
  for (const { name, allowed, values: expected } of PARTS) {
    const start = startOfContent(text, position, text.length)
    if (!text.startsWith(name, start)) {
      if (name === 'version')
        return { offset: start, what: 'The XML declaration does not start with a version.' }
      continue
    }
    if (start === position)
      return { offset: start, what: `A space is missing before "${name}" in the XML declaration.` }
    const literal = literalAfterEquals(text, start + name.length)
    if (!literal || !allowed.test(literal.value))
      return { offset: start, what: `In the XML declaration, "${name}" is not ${expected} in quotes.` }
    values.set(name, literal.value)
    position = literal.end
  }
  const end = startOfContent(text, position, text.length)
  if (!text.startsWith('?>', end))
    return {
      offset: end,
      what: 'The XML declaration contains more than version, encoding and standalone, in this order.',
    }
  return { version: values.get('version') as XmlDeclaration['version'], encoding: values.get('encoding') }
}

function literalAfterEquals(text: string, start: number): { value: string; end: number } | undefined {
  const equals = startOfContent(text, start, text.length)
  const open = startOfContent(text, equals + 1, text.length)
  const quote = text[open]
  if (text[equals] !== '=' || (quote !== '"' && quote !== "'")) return undefined
  const close = text.indexOf(quote, open + 1)
  return close < 0 ? undefined : { value: text.slice(open + 1, close), end: close + 1 }
}
