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
import { openWorkspace } from '../../src/inputs/workspace.ts'
import { temporaryFolder } from '../temporary-folder.ts'

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
      `input template: "${path}" is outside the workspace. Use a path inside the workspace, with "/" and without "..".`,
    )
    expect(() => workspace.write({ path, bytes: Buffer.from('x'), input: 'config-path' })).toThrow(
      'is outside the workspace',
    )
    expect(workspace.exists(path)).toBe(false)
    expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('secret')
  },
)

/** What a link of the workspace points at, and a path over it that leads out. */
const WAYS_OUT: readonly (readonly [name: string, target: string, path: string])[] = [
  ['to the folder above', '..', 'link/new.xml'],
  ['to a file of the folder above', '..', 'link/secret'],
  ['to the folder above, and into a folder that is not there', '..', 'link/new/folder/new.xml'],
  ['to a folder further above', '../..', 'link/not-there/new.xml'],
  ['to a folder beside the workspace', '../beside', 'link/new.xml'],
  ['to a folder whose name starts like the workspace', '../root-2', 'link/new.xml'],
  ['to another link that leads out', 'way-out', 'link/new.xml'],
  ['through a folder of the workspace', 'folder/../../beside', 'link/new.xml'],
  ['to itself', 'link', 'link/new.xml'],
]

test.each(WAYS_OUT)('a link %s leads out and nothing is read or written over it', (_, target, path) => {
  const { root, outside, workspace } = temporary()
  for (const folder of ['beside', 'root-2', 'root/folder']) mkdirSync(join(outside, folder))
  symlinkSync('..', join(root, 'way-out'))
  symlinkSync(target, join(root, 'link'))
  const around = () => ['.', 'beside', 'root-2'].map((folder) => readdirSync(join(outside, folder)))
  const before = around()
  expect(() => workspace.read(path, 'template')).toThrow('is outside the workspace')
  expect(() => workspace.write({ path, bytes: Buffer.from('x'), input: 'config-path' })).toThrow(
    'is outside the workspace',
  )
  expect(workspace.exists(path)).toBe(false)
  expect(around()).toEqual(before)
})

test.each([
  ['to the workspace itself', '.'],
  ['out and in again', '../root'],
  ['to a folder of the workspace', 'folder'],
])('a link %s stays inside', (_, target) => {
  const { root, workspace } = temporary()
  mkdirSync(join(root, 'folder'))
  symlinkSync(target, join(root, 'link'))
  workspace.write({ path: 'link/new/a.xml', bytes: Buffer.from('x'), input: 'config-path' })
  expect(workspace.read('link/new/a.xml', 'config-path')?.toString()).toBe('x')
})

test('a workspace that is not there yet, or is a link itself, is written to', () => {
  const { root, outside } = temporary()
  const bytes = Buffer.from('x')
  openWorkspace(join(outside, 'new/root')).write({ path: 'b/a.xml', bytes, input: 'config-path' })
  expect(readFileSync(join(outside, 'new/root/b/a.xml'), 'utf8')).toBe('x')
  symlinkSync('root', join(outside, 'link'))
  const linked = openWorkspace(join(outside, 'link'))
  linked.write({ path: 'a.xml', bytes, input: 'config-path' })
  expect(readFileSync(join(root, 'a.xml'), 'utf8')).toBe('x')
  expect(() => linked.read('../secret', 'template')).toThrow('is outside the workspace')
})

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
    'input template: "folder" in the workspace cannot be used (EISDIR). Check that it is a file that the job can read and write.',
  )
  expect(() => workspace.write({ path: 'folder', bytes: Buffer.from('x'), input: 'config-path' })).toThrow(
    '"folder" in the workspace cannot be used (',
  )
  expect(readdirSync(root)).toEqual(['folder'])
})

test('a link to nothing may lead anywhere, so it is refused and stays', () => {
  const { root, outside, workspace } = temporary()
  symlinkSync(join(outside, 'not-there'), join(root, 'nowhere.xml'))
  expect(() =>
    workspace.write({ path: 'nowhere.xml', bytes: Buffer.from('x'), input: 'config-path' }),
  ).toThrow('is outside the workspace')
  expect(readdirSync(outside).toSorted()).toEqual(['root', 'secret'])
  expect(readdirSync(root)).toEqual(['nowhere.xml'])
})

test("git's own folder is neither read nor written, also not over a link", () => {
  const { root, workspace } = temporary()
  mkdirSync(join(root, '.git'))
  writeFileSync(join(root, '.git/config'), 'token')
  symlinkSync('.git', join(root, 'link'))
  for (const path of ['.git/config', 'link/config', 'link/new.xml', 'not-there/.git/config']) {
    expect(() => workspace.read(path, 'template')).toThrow(`"${path}" is in git's own folder.`)
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
