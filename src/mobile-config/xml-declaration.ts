import type { SourceText } from './source-text.ts'
import { startOfContent } from './white-space.ts'

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
