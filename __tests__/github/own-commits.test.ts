import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { commitMessage, isOwnWork } from '../../src/github/ownership.ts'
import { blobSha } from '../../src/github/state.ts'

const PATH = 'LotusConnections-config/mobile-config.xml'
const BLOB = blobSha(Buffer.from('content'))
const file = { path: PATH, blob: BLOB }
const script = { path: 'ops/apply mobile.py', blob: 'b'.repeat(40) }
const own = { message: commitMessage('Title\n\n- SecuritySettings/AuthType', file), parents: 1 }
const withScript = { message: commitMessage('Title', file, script), parents: 1 }
const other = { path: 'ops/export.py', blob: 'd'.repeat(40) }
const withBoth = { message: commitMessage('Title', file, script, other), parents: 1 }

describe('the work on a branch', () => {
  test.each([
    ['one own commit', [own], [file]],
    [
      'two own commits, the last of which wrote the file',
      [{ ...own, message: commitMessage('x', { path: PATH, blob: 'a'.repeat(40) }) }, own],
      [file],
    ],
    ['an own commit that changes nothing any more', [own], []],
    ['a commit of the file and one of the script', [own, withScript], [file, script]],
    ['a commit of the script alone', [withScript], [script]],
    ['a commit of the file and both scripts', [withBoth], [file, script, other]],
    ['a commit of the second script alone', [withBoth], [other]],
  ])('is own with %s', (_, commits, files) => {
    expect(isOwnWork(commits, files, PATH)).toBe(true)
  })

  test.each([
    ['nothing at all', [], []],
    ['a commit without trailers', [own, { message: 'Fix a comment', parents: 1 }], [file]],
    ['a merge', [{ ...own, parents: 2 }], [file]],
    [
      'an amended commit: its file is not the one in the trailer',
      [own],
      [{ path: PATH, blob: 'f'.repeat(40) }],
    ],
    ['an amended commit that adds another file', [own], [file, { path: 'README.md', blob: BLOB }]],
    [
      'a commit for another path',
      [{ ...own, message: commitMessage('x', { path: 'other.xml', blob: BLOB }) }],
      [file],
    ],
    ['a script that was edited', [withScript], [file, { ...script, blob: 'c'.repeat(40) }]],
    ['a script that the last commit does not know', [withScript, own], [file, script]],
    ['a second script that was edited', [withBoth], [file, script, { ...other, blob: 'c'.repeat(40) }]],
    ['a second script that the last commit does not know', [withBoth, withScript], [file, script, other]],
    [
      'trailers of scripts alone',
      [{ ...own, message: withBoth.message.replace(/^Mobile-SSO-Path.*\n/m, '') }],
      [other],
    ],
    ['trailers that are not at the end', [{ ...own, message: `${own.message}\nand more` }], [file]],
  ])('is not only own with %s', (_, commits, files) => {
    expect(isOwnWork(commits, files, PATH)).toBe(false)
  })

  test.each([
    [own.message, ''],
    [withScript.message, `Mobile-SSO-Script: ${script.blob} ${script.path}\n`],
    [
      withBoth.message,
      `Mobile-SSO-Script: ${script.blob} ${script.path}\nMobile-SSO-Script: ${other.blob} ${other.path}\n`,
    ],
  ])('is recognised by trailers that git understands: %j', (message, more) => {
    const trailers = execFileSync('git', ['interpret-trailers', '--parse'], {
      input: message,
      encoding: 'utf8',
    })
    expect(trailers).toBe(`Mobile-SSO-Path: ${PATH}\nMobile-SSO-Blob: ${BLOB}\n${more}`)
  })
})

test('one blank line stands between what a commit is about and its trailers', () => {
  expect(commitMessage('  Title\n\n', file)).toMatch(/^ {2}Title\n\nMobile-SSO-Path: /)
})

test('a blob has the name that git gives it', () => {
  const bytes = Buffer.from([0, 0xff, 0x0d, 0x0a])
  expect(blobSha(bytes)).toBe(
    execFileSync('git', ['hash-object', '--stdin'], { input: bytes, encoding: 'utf8' }).trim(),
  )
})
