import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReleasePlan, ReleaseState, RemoteTag } from './plan.ts'

const REMOTE = 'origin'

/**
 * Reads what decides about a release: files and branches from the clone in `folder`, tags from the public repository itself, since
 * those of a clone may be old.
 */
export function readReleaseState(folder: string, tag: string): ReleaseState {
  const read = (path: string) => readFileSync(join(folder, path), 'utf8')
  const lock = JSON.parse(read('package-lock.json'))
  return {
    tag,
    head: git(folder, 'rev-parse', 'HEAD'),
    branches: lines(git(folder, 'branch', '--remotes', '--contains', 'HEAD', '--format=%(refname:lstrip=3)')),
    tags: parseTags(git(folder, 'ls-remote', '--tags', REMOTE)),
    versions: {
      'package.json': JSON.parse(read('package.json')).version,
      'package-lock.json': lock.packages[''].version,
    },
    changelog: read('CHANGELOG.md'),
  }
}

/**
 * Moves the major tag in the public repository, unless it is no longer where the plan saw it.
 * @throws where it was moved in the meantime, or must not be moved by whoever runs this
 * @see https://git-scm.com/docs/git-push#Documentation/git-push.txt---force-with-leaserefnameexpect
 */
export function moveMajorTag(
  folder: string,
  { name, from }: NonNullable<ReleasePlan['majorTag']>,
  commit: string,
): void {
  const reference = `refs/tags/${name}`
  git(folder, 'push', `--force-with-lease=${reference}:${from ?? ''}`, REMOTE, `${commit}:${reference}`)
}

/** The lines of `git ls-remote --tags`: of an annotated tag there is a second one, for the commit. */
export function parseTags(listing: string): Map<string, RemoteTag> {
  const tags = new Map<string, RemoteTag>()
  for (const line of lines(listing)) {
    const [object, reference] = line.split('\t') as [string, string]
    const name = reference.slice('refs/tags/'.length)
    if (name.endsWith('^{}')) {
      const annotated = name.slice(0, -'^{}'.length)
      tags.set(annotated, { object: tags.get(annotated)!.object, commit: object })
    } else {
      tags.set(name, { object, commit: object })
    }
  }
  return tags
}

function git(folder: string, ...args: string[]): string {
  return execFileSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim()
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '')
}
