import type { Pair } from './property-pair.ts'

/** How the first line of a file begins that export-mobile-config.py has made. */
const MADE_BY_EXPORT = '# mobile-sso-config: the OpenID Connect properties of a cell'

/** Whether the lines are those of an exported file: it is read exactly, while what people paste has to be guessed at. */
export function isExported(lines: readonly string[]): boolean {
  return lines[0]!.startsWith(MADE_BY_EXPORT)
}

/**
 * A property in a line of an exported file, which is a properties file of Java without continued lines.
 * @returns undefined for a line of another form
 * @see https://docs.oracle.com/javase/8/docs/api/java/util/Properties.html#load-java.io.Reader-
 */
export function readExportedPair(line: string): Pair | undefined {
  const match = /^(?![#!])((?:\\.|[^\\=:\s])+)=((?:\\.|[^\\])*)$/.exec(line)
  return match ? { name: unescaped(match[1]!), value: unescaped(match[2]!) } : undefined
}

const CONTROLS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' }

function unescaped(text: string): string {
  return text.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code?: string, other = '') =>
    code ? String.fromCharCode(Number.parseInt(code, 16)) : (CONTROLS[other] ?? other),
  )
}
