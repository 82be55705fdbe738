import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { devNull } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { publishRelease } from '../../scripts/release/publish.ts'
import { moveMajorTag } from '../../scripts/release/repository.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const PROGRAM = join(import.meta.dirname, '../../scripts/release.ts')
const temporary = temporaryFolder('release-')
afterAll(() => rmSync(temporary, { recursive: true, force: true }))
let count = 0

interface Release {
  readonly tagName: string
  readonly isDraft: boolean
  readonly flags?: readonly string[]
  readonly assets?: readonly string[]
  readonly notes?: string
}

/** A public repository and a maintainer's clone of it, with the part of GitHub's releases that the command line keeps. */
function startProject() {
  const folder = join(temporary, String(++count))
  const remote = join(folder, 'public.git')
  const clone = join(folder, 'clone')
  const environment = { ...process.env, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_SYSTEM: devNull }
  const run = (cwd: string, ...args: string[]) =>
    execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe', env: environment }).trim()
  mkdirSync(folder)
  run(folder, 'init', '--quiet', '--bare', '--initial-branch=main', remote)
  run(folder, 'clone', '--quiet', remote, clone)
  const git = (...args: string[]) => run(clone, ...args)
  git('config', 'user.name', 'Maintainer')
  git('config', 'user.email', 'maintainer@example.com')
  git('config', 'core.autocrlf', 'false')
  git('switch', '--quiet', '--orphan', 'main')

  const releases: Release[] = []
  const gh = (args: readonly string[], input = '') => {
    if (args[1] === 'list') return JSON.stringify(releases)
    const [, , tagName, ...more] = args as [string, string, string, ...string[]]
    if (!tags().has(tagName)) throw new Error(`tag ${tagName} does not exist in the repository`)
    const flags = more.filter((arg) => /^--(prerelease|latest)/.test(arg))
    releases.push({
      tagName,
      isDraft: false,
      flags,
      assets: more.filter((arg) => arg.endsWith('.json')),
      notes: input,
    })
    return ''
  }
  const tags = () =>
    new Map(
      run(
        remote,
        'for-each-ref',
        'refs/tags',
        '--format=%(refname:lstrip=2) %(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end)',
      )
        .split('\n')
        .map((line) => line.split(' ') as [string, string]),
    )
  const write = (path: string, content: string) => writeFileSync(join(clone, path), content)
  const project = {
    clone,
    remote,
    git,
    releases,
    tags,
    /** The version that a tag of the public repository is at. */
    versionAt: (tag: string) => {
      const manifest = run(remote, 'show', `${tag}:package.json`)
      return JSON.parse(manifest).version as string
    },
    /** Commits a version to a branch, and tags it. */
    tag(version: string, { branch = 'main', annotated = false } = {}) {
      const changelog = `# Changelog\n\n## [Unreleased]\n\n## [${version}] - 2026-01-31\n\n- What ${version} brings\n`
      write('package.json', JSON.stringify({ version }))
      write('package-lock.json', JSON.stringify({ version, packages: { '': { version } } }))
      write('CHANGELOG.md', changelog)
      git('add', '.')
      git('commit', '--quiet', '-m', `Release ${version}`)
      git('tag', ...(annotated ? ['--annotate', '-m', version] : []), `v${version}`)
      git('push', '--quiet', 'origin', `HEAD:${branch}`, `v${version}`)
      git('fetch', '--quiet', 'origin')
    },
    publish: (version: string) =>
      publishRelease({ folder: clone, tag: `v${version}`, assets: ['sbom.cdx.json'], gh }),
    release(version: string, options: { branch?: string; annotated?: boolean } = {}) {
      project.tag(version, options)
      return project.publish(version)
    },
    program: (...args: string[]) =>
      spawnSync(process.execPath, [PROGRAM, ...args], { cwd: clone, encoding: 'utf8', env: environment }),
    /** Lets the public repository refuse pushes as a script for its hook says. */
    refusePushes(script: string) {
      writeFileSync(join(remote, 'hooks/update'), `#!/bin/sh\n${script}\n`)
      chmodSync(join(remote, 'hooks/update'), 0o755)
    },
  }
  return project
}

describe('releasing', () => {
  test('moves the major tag from release to release, but neither to a pre-release nor backwards', () => {
    const project = startProject()
    expect(project.release('1.0.0')).toEqual(['Published release v1.0.0.', 'v1 is at v1.0.0 now.'])
    expect(project.release('1.1.0')).toEqual(['Published release v1.1.0.', 'v1 is at v1.1.0 now.'])
    expect(project.release('1.1.1')).toEqual(['Published release v1.1.1.', 'v1 is at v1.1.1 now.'])
    expect(project.release('1.2.0-rc.1')).toEqual([
      'Published release v1.2.0-rc.1 as a pre-release.',
      'The major tag stays where it is: v1.2.0-rc.1 is a pre-release.',
    ])
    expect(project.versionAt('v1')).toBe('1.1.1')

    project.git('switch', '--quiet', '--create', 'back-port', 'v1.0.0')
    expect(project.release('1.0.1', { branch: 'releases/v1.0' })).toEqual([
      'Published release v1.0.1.',
      'The major tag stays where it is: v1 is at v1.1.1, which is newer.',
    ])
    expect(project.versionAt('v1')).toBe('1.1.1')
    expect([...project.tags().keys()]).toEqual(['v1', 'v1.0.0', 'v1.0.1', 'v1.1.0', 'v1.1.1', 'v1.2.0-rc.1'])
    expect(project.releases.map(({ tagName, flags }) => [tagName, ...flags!])).toEqual([
      ['v1.0.0', '--latest=true'],
      ['v1.1.0', '--latest=true'],
      ['v1.1.1', '--latest=true'],
      ['v1.2.0-rc.1', '--prerelease', '--latest=false'],
      ['v1.0.1', '--latest=false'],
    ])
  })

  test('gives each major version a tag of its own, which an older one does not touch', () => {
    const project = startProject()
    project.release('1.0.0')
    project.release('2.0.0')
    project.git('switch', '--quiet', '--create', 'older', 'v1.0.0')
    expect(project.release('1.0.1', { branch: 'releases/v1' })).toContain('v1 is at v1.0.1 now.')
    expect([project.versionAt('v1'), project.versionAt('v2')]).toEqual(['1.0.1', '2.0.0'])
    expect(project.releases.at(-1)).toMatchObject({ tagName: 'v1.0.1', flags: ['--latest=false'] })
  })

  test('publishes the section of the changelog, and the files that it is given', () => {
    const project = startProject()
    project.release('1.0.0')
    expect(project.releases).toMatchObject([{ notes: '- What 1.0.0 brings', assets: ['sbom.cdx.json'] }])
  })

  test('lets the major tag name the commit, also of an annotated tag', () => {
    const project = startProject()
    project.release('1.0.0', { annotated: true })
    project.release('1.0.1', { annotated: true })
    expect(project.tags().get('v1')).toBe(project.git('rev-parse', 'HEAD'))
  })

  test('moves a major tag that was annotated by hand', () => {
    const project = startProject()
    project.release('1.0.0')
    project.git('tag', '--force', '--annotate', '-m', 'by hand', 'v1')
    project.git('push', '--quiet', '--force', 'origin', 'v1')
    expect(project.release('1.1.0')).toContain('v1 is at v1.1.0 now.')
  })

  test('can be repeated', () => {
    const project = startProject()
    project.release('1.0.0')
    expect(project.publish('1.0.0')).toEqual([
      'Release v1.0.0 is there already; it stays as it is.',
      'The major tag is at this release already.',
    ])
    expect(project.releases).toHaveLength(1)
  })

  test('leaves a draft of the release to a person, and the major tag where it is', () => {
    const project = startProject()
    project.release('1.0.0')
    project.tag('1.1.0')
    project.releases.push({ tagName: 'v1.1.0', isDraft: true })
    expect(() => project.publish('1.1.0')).toThrow('there is a draft of release v1.1.0')
    expect(project.versionAt('v1')).toBe('1.0.0')
  })

  test('writes nothing for a commit that is on no branch for releases', () => {
    const project = startProject()
    project.release('1.0.0')
    expect(() => project.release('1.1.0', { branch: 'topic' })).toThrow('is on none of the branches')
    expect(project.releases).toHaveLength(1)
    expect(project.versionAt('v1')).toBe('1.0.0')
  })

  test('refuses a tag that was moved while the tests ran', () => {
    const project = startProject()
    project.release('1.0.0')
    project.tag('1.1.0')
    project.git('push', '--quiet', '--force', 'origin', 'v1.0.0^{commit}:refs/tags/v1.1.0')
    expect(() => project.publish('1.1.0')).toThrow('is checked out')
    expect(project.releases).toHaveLength(1)
  })
})

describe('moving the major tag at the same time as another release', () => {
  test('never overwrites what it has not seen', () => {
    const project = startProject()
    project.release('1.0.0')
    const seen = project.tags().get('v1')
    project.release('1.1.0')
    const older = project.git('rev-parse', 'v1.0.0')
    expect(() => moveMajorTag(project.clone, { name: 'v1', from: seen }, older)).toThrow('stale info')
    expect(() => moveMajorTag(project.clone, { name: 'v1', from: undefined }, older)).toThrow('stale info')
    expect(project.versionAt('v1')).toBe('1.1.0')
  })

  test('looks again when the push is refused', () => {
    const project = startProject()
    project.release('1.0.0')
    project.tag('1.1.0')
    project.refusePushes('test -e pushed && exit 0; touch pushed; exit 1')
    expect(project.publish('1.1.0')).toContain('v1 is at v1.1.0 now.')
  })

  test('says what Git said when it may not be moved at all', () => {
    const project = startProject()
    project.tag('1.0.0')
    project.refusePushes('echo "a rule protects $1" >&2; exit 1')
    expect(() => project.publish('1.0.0')).toThrow('a rule protects refs/tags/v1')
    expect(project.releases).toHaveLength(1)
  })
})

describe('node scripts/release.ts', () => {
  test('check says what a release would do, and does nothing', () => {
    const project = startProject()
    project.tag('1.0.0')
    const { status, stdout } = project.program('check', 'v1.0.0')
    expect(stdout).toMatch(
      /^v1\.0\.0 can be released from [0-9a-f]{40}, as the latest\.\nv1 will be at it\.\n\n- What/,
    )
    expect(status).toBe(0)
    expect([...project.tags().keys()]).toEqual(['v1.0.0'])
  })

  test('check names everything that is wrong and fails', () => {
    const project = startProject()
    project.tag('1.0.0')
    const { status, stderr } = project.program('check', 'v1.0.1')
    expect(status).toBe(1)
    expect(stderr.split('\n')).toEqual([
      'This must not be released:',
      '- package.json says version 1.0.0, the tag v1.0.1',
      '- package-lock.json says version 1.0.0, the tag v1.0.1',
      '- CHANGELOG.md has no section "## [1.0.1] - <date>"',
      '',
    ])
  })

  test('checksums covers what the runner runs, and the assets by their names', () => {
    const project = startProject()
    mkdirSync(join(project.clone, 'dist'))
    mkdirSync(join(project.clone, 'release'))
    for (const path of ['action.yml', 'dist/index.js', 'dist/licenses.txt', 'release/sbom.cdx.json'])
      writeFileSync(join(project.clone, path), path)
    expect(project.program('checksums', 'release/checksums.txt', 'release/sbom.cdx.json').status).toBe(0)
    const lines = readFileSync(join(project.clone, 'release/checksums.txt'), 'utf8').trimEnd().split('\n')
    expect(lines.map((line) => line.split('  ')[1])).toEqual([
      'action.yml',
      'dist/index.js',
      'dist/licenses.txt',
      'sbom.cdx.json',
    ])
  })

  test.each([[], ['check'], ['toString', 'x'], ['publish']])('is not run with %j', (...args) => {
    const project = startProject()
    expect(project.program(...args)).toMatchObject({ status: 2, stderr: expect.stringContaining('usage:') })
  })
})
