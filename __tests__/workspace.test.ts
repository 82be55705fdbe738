import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openWorkspace } from '../src/workspace.ts'
import { temporaryFolder } from './temporary-folder.ts'

function temporary() {
  const outside = temporaryFolder('workspace-')
  const root = join(outside, 'root')
  mkdirSync(root)
  writeFileSync(join(outside, 'secret'), 'secret')
  return { root, outside, workspace: openWorkspace(root) }
}

test('a file is read, and one that is missing is not', () => {
  const { root, workspace } = temporary()
  writeFileSync(join(root, 'a.xml'), 'content')
  expect(workspace.read('a.xml', 'template')?.toString()).toBe('content')
  expect(workspace.read('b/c.xml', 'template')).toBeUndefined()
  expect(workspace.exists('a.xml')).toBe(true)
  expect(workspace.exists('b.xml')).toBe(false)
})

test.each(['../secret', 'sub/../../secret', '/etc/passwd', '..', 'link/secret', 'file-link'])(
  '%s leads out and is refused',
  (path) => {
    const { root, outside, workspace } = temporary()
    symlinkSync(outside, join(root, 'link'))
    symlinkSync(join(outside, 'secret'), join(root, 'file-link'))
    expect(() => workspace.read(path, 'template')).toThrow(
      `input template: "${path}" leads out of the workspace. Give a path below the workspace, with "/" and without "..".`,
    )
    expect(() => workspace.write({ path, bytes: Buffer.from('x'), input: 'config-path' })).toThrow(
      'leads out of the workspace',
    )
    expect(workspace.exists(path)).toBe(false)
    expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('secret')
  },
)

test('an absolute path into the workspace is one, such as ${{ github.workspace }}/a.xml', () => {
  const { root, workspace } = temporary()
  const path = join(root, 'a.xml')
  workspace.write({ path, bytes: Buffer.from('content'), input: 'config-path' })
  expect(readdirSync(root)).toEqual(['a.xml'])
  expect(workspace.read(path, 'template')?.toString()).toBe('content')
  expect(workspace.exists(path)).toBe(true)
})

test('a name that starts with two dots is no way out', () => {
  const { root, workspace } = temporary()
  writeFileSync(join(root, '..x'), 'content')
  expect(workspace.read('..x', 'template')?.toString()).toBe('content')
})

test('writing replaces the file as a whole, keeps its mode and leaves nothing else behind', () => {
  const { root, workspace } = temporary()
  writeFileSync(join(root, 'a.xml'), 'old')
  // The usual umask would take the group's right to write away.
  chmodSync(join(root, 'a.xml'), 0o660)
  workspace.write({ path: 'a.xml', bytes: Buffer.from('new'), input: 'config-path' })
  expect(readFileSync(join(root, 'a.xml'), 'utf8')).toBe('new')
  if (process.platform !== 'win32') expect(statSync(join(root, 'a.xml')).mode & 0o777).toBe(0o660)
  workspace.write({ path: 'new/folder/b.xml', bytes: Buffer.from('b'), input: 'config-path' })
  expect(readdirSync(root).toSorted()).toEqual(['a.xml', 'new'])
})

test('a link inside the workspace is followed, not replaced', () => {
  const { root, workspace } = temporary()
  writeFileSync(join(root, 'real.xml'), 'old')
  symlinkSync('real.xml', join(root, 'link.xml'))
  workspace.write({ path: 'link.xml', bytes: Buffer.from('new'), input: 'config-path' })
  expect(readFileSync(join(root, 'real.xml'), 'utf8')).toBe('new')
})

test('what can not be read or written is named with its reason', () => {
  const { root, workspace } = temporary()
  mkdirSync(join(root, 'folder'))
  expect(() => workspace.read('folder', 'template')).toThrow(
    'input template: "folder" in the workspace can\'t be used (EISDIR). Check that it is a file that the job may read and write.',
  )
  expect(() => workspace.write({ path: 'folder', bytes: Buffer.from('x'), input: 'config-path' })).toThrow(
    '"folder" in the workspace can\'t be used (',
  )
  expect(readdirSync(root)).toEqual(['folder'])
})

test('a link to nothing may lead anywhere, so it is refused and stays', () => {
  const { root, outside, workspace } = temporary()
  symlinkSync(join(outside, 'not-there'), join(root, 'nowhere.xml'))
  expect(() =>
    workspace.write({ path: 'nowhere.xml', bytes: Buffer.from('x'), input: 'config-path' }),
  ).toThrow('leads out of the workspace')
  expect(readdirSync(outside).toSorted()).toEqual(['root', 'secret'])
  expect(readdirSync(root)).toEqual(['nowhere.xml'])
})

test("git's own folder is neither read nor written, also not over a link", () => {
  const { root, workspace } = temporary()
  mkdirSync(join(root, '.git'))
  writeFileSync(join(root, '.git/config'), 'token')
  symlinkSync('.git', join(root, 'link'))
  for (const path of ['.git/config', 'link/config', 'link/new.xml']) {
    expect(() => workspace.read(path, 'template')).toThrow(`"${path}" lies in git's own folder.`)
    expect(() => workspace.write({ path, bytes: Buffer.from('x'), input: 'config-path' })).toThrow(
      "git's own folder",
    )
  }
  expect(readdirSync(join(root, '.git'))).toEqual(['config'])
})

test('of two files none is written when one of them can not be', () => {
  const root = temporaryFolder('workspace-')
  mkdirSync(join(root, 'folder'))
  writeFileSync(join(root, 'a.xml'), 'old')
  const workspace = openWorkspace(root)
  const one = { path: 'a.xml', bytes: Buffer.from('new'), input: 'config-path' }
  const other = { path: 'folder', bytes: Buffer.from('new'), input: 'wsadmin-script' }
  expect(() => workspace.write(one, other)).toThrow('input wsadmin-script: "folder"')
  expect(readFileSync(join(root, 'a.xml'), 'utf8')).toBe('old')
  expect(readdirSync(root).toSorted()).toEqual(['a.xml', 'folder'])
})
