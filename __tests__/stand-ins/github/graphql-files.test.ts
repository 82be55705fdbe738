import { describe, expect, test } from 'vitest'
import { refusals, useGitHub } from './use-github.ts'

const world = useGitHub()

const FILE = `query ($owner: String!, $name: String!, $path: String!) {
  repository(owner: $owner, name: $name) { id object(expression: "HEAD") { ... on Commit {
    file(path: $path) { mode type oid object { ... on Blob { text isBinary isTruncated byteSize } } }
  } } }
}`

async function fileOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  path: string,
  executable = false,
) {
  const { repository, name, ask } = await world()
  await repository.push('main', files, { executable })
  const [owner, repo] = name.split('/')
  const answer = await ask(FILE, { owner, name: repo, path })
  return { answer, file: answer.data.repository.object.file, repository }
}

describe('a file', () => {
  test('that is missing is null and an error of its own, beside everything else', async () => {
    const { answer, repository } = await fileOf({ a: 'x' }, 'b')
    expect(answer.data.repository).toEqual({ id: repository.nodeId, object: { file: null } })
    expect(refusals(answer)).toEqual([
      "NOT_FOUND at repository.object.file: Could not resolve file for path 'b'.",
    ])
  })

  test('has its mode as a number', async () => {
    expect((await fileOf({ a: 'x' }, 'a', true)).file.mode).toBe(0o100755)
  })

  test('that is a folder has a tree', async () => {
    expect((await fileOf({ 'a/b': 'x' }, 'a')).file).toMatchObject({ mode: 0o40000, type: 'tree' })
  })

  const bytes = (...values: number[]) => Uint8Array.from(values)
  test.each([
    ['UTF-8', Buffer.from('ä€\u{1F600}\r\n'), 'ä€\u{1F600}\r\n', false],
    ['empty', bytes(), '', false],
    ['UTF-8 with a byte order mark', Buffer.from('\uFEFFä'), 'ä', false],
    ['little-endian UTF-16', Buffer.from('\uFEFFä', 'utf16le'), 'ä', false],
    ['big-endian UTF-16', Buffer.from('\uFEFFä', 'utf16le').swap16(), 'ä', false],
    ['UTF-16 without a mark', Buffer.from('ab', 'utf16le'), null, true],
    ['Latin-1', bytes(0x61, 0xe4), 'aä', null],
    ['zero bytes', bytes(0x61, 0), null, true],
  ])('in %s is told as a service does that guesses encodings', async (_, content, text, isBinary) => {
    const { file } = await fileOf({ a: content }, 'a')
    expect(file.object).toEqual({ text, isBinary, isTruncated: false, byteSize: content.length })
  })

  test('of another encoding than plain UTF-8 has no text that is its bytes', async () => {
    for (const content of [
      Buffer.from('\uFEFFa'),
      Buffer.from('\uFEFFa', 'utf16le'),
      bytes(0xe4),
      bytes(0),
    ]) {
      const { text } = (await fileOf({ a: content }, 'a')).file.object
      expect(Buffer.from(text ?? '').equals(content)).toBe(false)
    }
  })

  test('beyond the limit of texts is cut, between two characters', async () => {
    const { repository, name, data } = await world({ files: { a: 'aäää' } })
    repository.policy.mostTextBytes = 4
    const [owner, repo] = name.split('/')
    const answer = await data(FILE, { owner, name: repo, path: 'a' })
    expect(answer.repository.object.file.object).toEqual({
      text: 'aä',
      isBinary: false,
      isTruncated: true,
      byteSize: 7,
    })
  })
})
