import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { ProblemsError } from '../../src/problems.ts'
import { renderNow } from './render-now.ts'
import { SETTINGS } from './settings.ts'

const NAMESPACE = 'http://www.ibm.com/mobile-config'
const CONFIG = `<config xmlns="${NAMESPACE}"><SecuritySettings/></config>`
const render = (content: string | Uint8Array) =>
  renderNow({ path: 'm.xml', bytes: Buffer.from(content) }, SETTINGS)

function refusal(content: string): string {
  try {
    render(content)
  } catch (error) {
    if (error instanceof ProblemsError) return error.message
    throw error
  }
  return 'not refused'
}

const CHECK_PATH = 'Check that config-path names the mobile-config.xml that was checked out of WebSphere.'
const HTML =
  'This is an HTML page, probably a sign-in page that was saved instead of the file. Check the file out of WebSphere, and commit it.'
const ARCHIVE =
  'm.xml:1:1: The file is a compressed archive, not XML. Commit the mobile-config.xml that it contains.'
const UNMARKED =
  'm.xml:1:1: The file is in UTF-16 without a byte order mark, which the server can read only if it starts with an XML declaration. Save it as UTF-8, or as UTF-16 with a byte order mark.'

test.each<[string, string | Uint8Array, string]>([
  ['an empty file', '', `m.xml:1:1: The file is empty. ${CHECK_PATH}`],
  [
    'a file of nothing but a byte order mark and white space',
    '\uFEFF \r\n',
    `m.xml:1:1: The file is empty. ${CHECK_PATH}`,
  ],
  [
    'a pointer of Git LFS',
    'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n',
    'm.xml:1:1: This is a Git LFS pointer, not the file itself. Keep mobile-config.xml out of Git LFS: remove its pattern from .gitattributes and commit the file itself.',
  ],
  ['JSON', '\n{"a": 1}', `m.xml:2:1: This looks like JSON, not XML. ${CHECK_PATH}`],
  ['an HTML page', '<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head>', `m.xml:1:1: ${HTML}`],
  [
    'an old HTML page',
    '<!-- x -->\n<!doctype HTML PUBLIC "-//W3C//DTD HTML 4.01//EN"><HTML>',
    `m.xml:2:1: ${HTML}`,
  ],
  ['an HTML page without a document type', '<html lang=en><br></html>', `m.xml:1:1: ${HTML}`],
  [
    'an XHTML page',
    '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"/>',
    `m.xml:2:1: ${HTML}`,
  ],
  ['an HTML page in another encoding', Buffer.from('<html>\n<p>Zur\u00fcck', 'latin1'), `m.xml:1:1: ${HTML}`],
  ['a file that was compressed with gzip', gzipSync(CONFIG), ARCHIVE],
  ['a zip file', 'PK\x03\x04\x14\0\0\0', ARCHIVE],
  ['UTF-16LE without a mark and a declaration', Buffer.from(CONFIG, 'utf16le'), UNMARKED],
  ['UTF-16BE without a mark and a declaration', Buffer.from(CONFIG, 'utf16le').swap16(), UNMARKED],
])('%s is named as what it is', (_, content, problem) => {
  expect(() => render(content)).toThrow(ProblemsError)
  expect(() => render(content)).toThrow(problem)
})

test('a file that starts with a byte that is not valid is not called empty', () => {
  expect(() => render(Buffer.of(0x20, 0xe4))).toThrow(
    'm.xml:1:2: The file contains bytes that are not valid UTF-8.',
  )
})

test('a file that speaks of HTML, LFS and JSON in a comment is read', () => {
  const text = `<!-- <!DOCTYPE html> <html> version https://git-lfs.github.com/spec/v1 {} -->${CONFIG}`
  expect(render(text).changes).toHaveLength(SETTINGS.length)
})

test.each([
  '<!DOCTYPE config>',
  '<!DOCTYPE config SYSTEM "x.dtd">',
  '<!DOCTYPE config PUBLIC "-//x" "[.dtd">',
  '<!DOCTYPE config [ ]>',
])('a document type that declares nothing in the file is as good as none: %s', (doctype) => {
  const { after, changes } = render(doctype + CONFIG)
  expect(changes).toHaveLength(SETTINGS.length)
  expect(after.startsWith(`${doctype}<config xmlns="${NAMESPACE}"><SecuritySettings enabled="true">`)).toBe(
    true,
  )
})

test.each(['<!DOCTYPE config PUBLIC "-//x""x.dtd">', '<!DOCTYPE config SYSTEM"x.dtd">'])(
  "a document type without the space that the server's parser wants is refused: %s",
  (doctype) => {
    expect(() => render(doctype + CONFIG)).toThrow(
      'A space is missing before the quotation mark in the document type declaration.',
    )
  },
)

const CONFLICT =
  'Keep the lines of one side, and remove the lines that start with "<<<<<<<", "=======" and ">>>>>>>".'
const conflict = (place: string, mark: string) =>
  `m.xml:${place}: A merge conflict was committed: the line starts with "${mark}". ${CONFLICT}`

test.each([
  [
    'between elements',
    `<config xmlns="${NAMESPACE}">\r\n<<<<<<< HEAD\r\n<a/>\r\n=======\r\n>>>>>>> b\r\n</config>`,
    conflict('2:1', '<<<<<<<'),
  ],
  ['before the root', `<?xml version="1.0"?>\n<<<<<<< HEAD\n${CONFIG}`, conflict('2:1', '<<<<<<<')],
  ['after the root', `${CONFIG}\n=======\n${CONFIG}`, conflict('2:1', '=======')],
  [
    'in a value',
    `<config xmlns="${NAMESPACE}"><SecuritySettings><AuthType>x\n<<<<<<< HEAD\n`,
    conflict('2:1', '<<<<<<<'),
  ],
  ['in a tag', `<config\n<<<<<<< HEAD\n xmlns="${NAMESPACE}">`, conflict('2:1', '<<<<<<<')],
  [
    'of which the first mark was removed',
    `<config xmlns="${NAMESPACE}">\n<a/>\n=======\n</config>`,
    conflict('3:1', '======='),
  ],
  [
    'of which the last mark is left',
    `<config xmlns="${NAMESPACE}">\n<a>\n>>>>>>> topic\n</a></config>`,
    conflict('3:1', '>>>>>>>'),
  ],
])('a merge conflict is named as what it is: %s', (_, content, problem) => {
  expect(refusal(content)).toBe(problem)
})

test('marks of a merge in comments and CDATA sections are text', () => {
  const text = CONFIG.replace(
    '<Sec',
    '<!--\n=======\n--><a><![CDATA[\n>>>>>>> x\n]]></a>\n <b>=======</b><Sec',
  )
  expect(render(text).changes).toHaveLength(SETTINGS.length)
})

test.each([
  [
    'a left-over end of a comment',
    ' -->\n',
    'm.xml:1:69: There is text between the elements of "SecuritySettings": "-->". Remove it: it is the remainder of a comment.',
  ],
  [
    'words',
    '\n  to do\n',
    'm.xml:2:3: There is text between the elements of "SecuritySettings": "to do". Remove it, or turn it into a comment.',
  ],
  [
    'a long text',
    'x'.repeat(100),
    `m.xml:1:68: There is text between the elements of "SecuritySettings": "${'x'.repeat(40)}…". Remove it, or turn it into a comment.`,
  ],
])('text in the security section is named at its place: %s', (_, text, problem) => {
  const content = `<config xmlns="${NAMESPACE}"><SecuritySettings>${text}<AuthType>Form</AuthType></SecuritySettings></config>`
  expect(refusal(content)).toBe(problem)
})

test('text beside a section that is missing is named at its place', () => {
  expect(() => render(`<config xmlns="${NAMESPACE}">\n<a/>-->\n</config>`)).toThrow(
    /^m\.xml:2:5: There is text between the elements of "config": "-->"\.[^\n]*$/,
  )
})

test('"]]>" in a text is named as what it is', () => {
  expect(() =>
    render(CONFIG.replace('</Sec', 'x</Sec').replace('<Sec', '<a>\nx ]]&gt; ]]></a><Sec')),
  ).toThrow(
    'm.xml:2:10: The text contains "]]>", which ends a CDATA section, but no such section is open. Remove it, or write "]]&gt;" if it is part of the text.',
  )
})
