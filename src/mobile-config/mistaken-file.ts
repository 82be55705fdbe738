import type { Problem } from '../problems.ts'
import { endOfProlog } from './markup.ts'
import type { SourceText } from './source-text.ts'
import { startOfContent } from './white-space.ts'

const CHECK_PATH = 'Check that config-path names the mobile-config.xml that was checked out of WebSphere.'

/** A file that was committed by mistake and whose first bytes tell what it is. Not for files with a byte order mark. */
export function mistakenBytes(bytes: Uint8Array, path: string): Problem | undefined {
  const where = `${path}:1:1`
  const head = Buffer.from(bytes.subarray(0, 4)).toString('latin1')
  if (head.startsWith('\x1f\x8b') || head.startsWith('PK\x03\x04'))
    return {
      where,
      what: 'The file is a compressed archive, not XML.',
      cure: 'Commit the mobile-config.xml that it contains.',
    }
  if (/^(?:\0[^\0]|[^\0]\0)/.test(head) && head !== '<\0?\0' && head !== '\0<\0?')
    return {
      where,
      what: 'The file is in UTF-16 without a byte order mark, which the server can read only if it starts with an XML declaration.',
      cure: 'Save it as UTF-8, or as UTF-16 with a byte order mark.',
    }
  return undefined
}

/** A file that was committed by mistake and whose first words tell what it is. The text is only looked at where it starts. */
export function mistakenText(source: SourceText): Problem | undefined {
  const { text } = source
  const start = startOfContent(text, 0, text.length)
  if (start === text.length) return { where: source.place(0), what: 'The file is empty.', cure: CHECK_PATH }
  if (text.startsWith('version https://git-lfs.github.com/spec/', start))
    return {
      where: source.place(start),
      what: 'This is a Git LFS pointer, not the file itself.',
      cure: 'Keep mobile-config.xml out of Git LFS: remove its pattern from .gitattributes and commit the file itself.',
    }
  if (text[start] === '{' || text[start] === '[')
    return { where: source.place(start), what: 'This looks like JSON, not XML.', cure: CHECK_PATH }
  const root = endOfProlog(text)
  if (/^<(?:!doctype[ \t\r\n]+)?html(?![\w:.-])/i.test(text.slice(root, root + 1_000)))
    return {
      where: source.place(root),
      what: 'This is an HTML page, probably a sign-in page that was saved instead of the file.',
      cure: 'Check the file out of WebSphere, and commit it.',
    }
  return undefined
}
