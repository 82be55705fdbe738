import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../temporary-folder.ts'
import { answerHere, Refused } from './git-here.ts'
import { GitStore } from './git-store.ts'
import { RepositoryStandIn } from './repository.ts'

/** A repository with folders, several lines of commits, a merge and branches at several places. */
async function grown() {
  const repository = await RepositoryStandIn.create(temporaryFolder('git-here-'), 'acme/config', {
    files: { 'a.txt': 'a', 'folder/b.txt': 'b', 'folder.txt': 'between', 'folder/deep/c.xml': '<c/>' },
  })
  await repository.push(
    'sso',
    { 'folder/b.txt': 'B', 'new/ü.txt': 'umlaut' },
    { message: 'Theirs\n\nAnd why.' },
  )
  await repository.push('sso', { 'folder/deep/c.xml': null, 'run.sh': '#!/bin/sh' }, { executable: true })
  await repository.push('main', { 'a.txt': 'moved' })
  await repository.push('site/one', { 'a.txt': 'one' })
  repository.openPull({
    title: 'x',
    base: { ref: 'main' },
    head: { ref: 'sso', sha: (await repository.objects.commit('sso'))! },
  })
  await repository.mergePull(1)
  await repository.push('after', { 'z.txt': 'z' })
  return repository
}

const repository = await grown()
const [main, sso, one, after] = await Promise.all(
  ['main', 'sso', 'site/one', 'after'].map(async (name) => (await repository.objects.commit(name))!),
)
const tree = (await repository.git('rev-parse', `${sso}^{tree}`)).trim()

function git(args: readonly string[], input = ''): string | undefined {
  try {
    return execFileSync('git', ['--git-dir', repository.gitDir, ...args], {
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
    })
  } catch {
    return undefined
  }
}

function here(args: readonly string[], input = ''): string | undefined {
  try {
    return answerHere(new GitStore(repository.gitDir), args, Buffer.from(input))?.toString()
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}

test.each<[string[], string?]>([
  [['show-ref', '--verify', '--hash', 'refs/heads/sso']],
  [['show-ref', '--verify', '--hash', 'refs/heads/nowhere']],
  [['rev-parse', 'main']],
  [['rev-parse', 'site/one']],
  [['rev-parse', 'main:folder/b.txt']],
  [['cat-file', '--batch-check'], 'main:folder\n'],
  [['cat-file', '--batch-check'], 'HEAD:a.txt\n'],
  [['cat-file', '--batch-check'], 'main:nowhere/b.txt\n'],
  [['cat-file', '--batch-check'], `${sso}\n`],
  [['cat-file', '-t', main!]],
  [['cat-file', 'blob', 'sso:new/ü.txt']],
  [['hash-object', '-w', '--stdin'], 'ünlike any other'],
  [['hash-object', '-t', 'tree', '--stdin', '-w']],
  [['for-each-ref', '--format=%(refname) %(objectname)']],
  [['for-each-ref', '--format=%(refname)']],
  [['for-each-ref', '--format=%(refname:lstrip=2)', 'refs/heads']],
  [['merge-base', '--is-ancestor', sso!, main!]],
  [['merge-base', '--is-ancestor', main!, sso!]],
  [['merge-base', 'main', 'site/one']],
  [['merge-base', sso!, one!]],
  [['rev-list', '--topo-order', sso!, '--']],
  [['rev-list', '--topo-order', '--reverse', sso!, '--']],
  [['rev-list', '--topo-order', after!, `^${main}`, '--']],
  [['ls-tree', '-z', sso!]],
  [['ls-tree', '-z', tree]],
  [['ls-tree', '-z', sso!, '--', 'folder']],
  [['ls-tree', '-z', sso!, '--', 'run.sh']],
  [['ls-tree', '-z', sso!, '--', 'nowhere/at/all']],
  [['diff-tree', '-r', '-z', '--name-status', '--no-renames', one!, sso!]],
  [['diff-tree', '-r', '-z', '--name-status', '--no-renames', sso!, one!]],
  [['show', '--no-patch', '--format=%T%n%P%n%an%n%ae%n%cn%n%ce%n%B', sso!]],
  [['show', '--no-patch', '--format=%T%n%P%n%an%n%ae%n%cn%n%ce%n%B', main!]],
])('the stand-in answers a command as git does: %j %j', (args, input) => {
  expect(here(args, input)).toBe(git(args, input))
})

test.each([
  [['rev-list', '--topo-order', main!, '--']],
  [['rev-parse', 'main~1']],
  [['rev-parse', main!.slice(0, 8)]],
  [['log', 'main']],
  [['show-ref', '--verify', '--hash', 'refs/heads/../../HEAD']],
])('the stand-in asks git for what only git knows: %j', (args) => {
  expect(here(args)).toBeUndefined()
  expect(answerHere(new GitStore(repository.gitDir), args, Buffer.alloc(0))).toBeUndefined()
})

test('the stand-in moves a branch only from where it is said to be, all of several or none', async () => {
  const own = await grown()
  const store = new GitStore(own.gitDir)
  const at = async (name: string) => (await own.git('rev-parse', name)).trim()
  const [start, target] = [await at('sso'), await at('main')]
  const update = (...lines: string[]) =>
    answerHere(store, ['update-ref', '--stdin'], Buffer.from(lines.join('')))
  const wrong = `update refs/heads/site/one ${target} ${target}\n`
  expect(() => update(`update refs/heads/sso ${target} ${start}\n`, wrong)).toThrow(Refused)
  expect(await at('sso')).toBe(start)
  update(`update refs/heads/sso ${target} ${start}\n`, `delete refs/heads/after ${await at('after')}\n`)
  const real = execFileSync('git', ['--git-dir', own.gitDir, 'for-each-ref'], { encoding: 'utf8' })
  expect(real).toContain(`${target} commit\trefs/heads/sso\n`)
  expect(real).not.toContain('refs/heads/after')
  // A branch would be a folder of another one: git says so.
  expect(update(`update refs/heads/site ${target}\n`)).toBeUndefined()
})

test('git finds nothing wrong with what the stand-in has written', () => {
  const checked = execFileSync('git', ['--git-dir', repository.gitDir, 'fsck', '--strict', '--no-dangling'], {
    encoding: 'utf8',
  })
  expect(checked).toBe('')
  const files = execFileSync('git', ['--git-dir', repository.gitDir, 'ls-tree', '-r', '--name-only', 'sso'], {
    encoding: 'utf8',
  })
  expect(files.split('\n')).toEqual([
    'a.txt',
    'folder.txt',
    'folder/b.txt',
    '"new/\\303\\274.txt"',
    'run.sh',
    '',
  ])
})
