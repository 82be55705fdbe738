import { describe, expect, test } from 'vitest'
import { releaseNotes } from '../../scripts/release/changelog.ts'
import { checksums } from '../../scripts/release/checksums.ts'
import { planRelease, ReleaseError, type ReleaseState } from '../../scripts/release/plan.ts'
import { parseTags } from '../../scripts/release/repository.ts'
import { compareStable, versionOfTag, versionText } from '../../scripts/release/version.ts'

const tagged = (names: Readonly<Record<string, string>>) =>
  new Map(Object.entries(names).map(([name, commit]) => [name, { object: commit, commit }]))

/** The state for a version that can be released, but for what is given. */
function stateOf(version: string, { tags = {}, ...more }: Overrides = {}): ReleaseState {
  return {
    tag: `v${version}`,
    head: 'here',
    branches: ['main'],
    tags: tagged({ [`v${version}`]: 'here', ...tags }),
    versions: { 'package.json': version, 'package-lock.json': version },
    changelog: `# Changelog\n\n## [${version}] - 2026-01-31\n\n- Something\n`,
    ...more,
  }
}
type Overrides = Partial<Omit<ReleaseState, 'tags'>> & { readonly tags?: Readonly<Record<string, string>> }

function problemsOf(state: ReleaseState): readonly string[] {
  try {
    planRelease(state)
  } catch (error) {
    if (error instanceof ReleaseError) return error.problems
    throw error
  }
  return []
}

describe('a tag', () => {
  test.each(['v1.2.3', 'v0.1.0', 'v10.20.30', 'v1.2.3-rc.1', 'v1.2.3-alpha-2.x', 'v1.2.3-0a'])(
    '%s is a version',
    (tag) => {
      expect(`v${versionText(versionOfTag(tag)!)}`).toBe(tag)
    },
  )

  test.each([
    'v1',
    'v1.2',
    '1.2.3',
    'v1.2.3.4',
    'v01.2.3',
    'v1.2.3-',
    'v1.2.3-01',
    'v1.2.3+build',
    'v1.2.x',
    'v1.2.3\n',
  ])('%j is none', (tag) => {
    expect(versionOfTag(tag)).toBeUndefined()
    expect(problemsOf({ ...stateOf('1.2.3'), tag })).toEqual([expect.stringContaining('is not a version')])
  })

  test('is compared by numbers, not by letters', () => {
    const sorted = ['v1.10.0', 'v1.9.0', 'v1.9.10', 'v2.0.0', 'v1.9.9'].toSorted((a, b) =>
      compareStable(versionOfTag(a)!, versionOfTag(b)!),
    )
    expect(sorted).toEqual(['v1.9.0', 'v1.9.9', 'v1.9.10', 'v1.10.0', 'v2.0.0'])
  })
})

describe('the major tag', () => {
  test.each([
    { version: '1.0.0', tags: {}, moves: { name: 'v1', from: undefined } },
    { version: '1.1.0', tags: { 'v1.0.0': 'a', v1: 'a' }, moves: { name: 'v1', from: 'a' } },
    { version: '1.10.0', tags: { 'v1.9.0': 'a', v1: 'a' }, moves: { name: 'v1', from: 'a' } },
    { version: '2.0.0', tags: { 'v1.0.0': 'a', v1: 'a' }, moves: { name: 'v2', from: undefined } },
    { version: '0.1.0', tags: {}, moves: { name: 'v0', from: undefined } },
  ])('moves to $version from $tags', ({ version, tags, moves }) => {
    const plan = planRelease(stateOf(version, { tags }))
    expect(plan).toMatchObject({ majorTag: moves, stays: undefined, isLatest: true, isPrerelease: false })
  })

  test.each([
    { version: '1.2.4', tags: { 'v1.3.0': 'b', v1: 'b' }, stays: 'v1 is at v1.3.0, which is newer' },
    { version: '1.9.9', tags: { 'v1.10.0': 'b', v1: 'b' }, stays: 'v1 is at v1.10.0, which is newer' },
    { version: '1.3.0-rc.1', tags: { 'v1.2.0': 'a', v1: 'a' }, stays: 'v1.3.0-rc.1 is a pre-release' },
    { version: '2.0.0-rc.1', tags: {}, stays: 'v2.0.0-rc.1 is a pre-release' },
  ])('stays for $version where there are $tags', ({ version, tags, stays }) => {
    expect(planRelease(stateOf(version, { tags }))).toMatchObject({
      majorTag: undefined,
      stays,
      isLatest: false,
    })
  })

  test('moves past the tag of a release that failed', () => {
    const tags = { 'v1.2.0': 'a', v1: 'a', 'v1.3.0': 'failed' }
    expect(planRelease(stateOf('1.2.1', { tags })).majorTag).toEqual({ name: 'v1', from: 'a' })
  })

  test('does not move again when a release is repeated', () => {
    const plan = planRelease(stateOf('1.2.0', { tags: { v1: 'here' } }))
    expect(plan).toMatchObject({ majorTag: undefined, stays: undefined, isLatest: true })
  })

  test('moves for the newest patch of an older major, which is not the latest release', () => {
    const tags = { 'v1.9.0': 'a', v1: 'a', 'v2.0.0': 'b', v2: 'b' }
    const plan = planRelease(stateOf('1.9.1', { tags, branches: ['releases/v1'] }))
    expect(plan).toMatchObject({ majorTag: { name: 'v1', from: 'a' }, isLatest: false })
  })

  test('that names no version is left to a person', () => {
    expect(problemsOf(stateOf('1.1.0', { tags: { v1: 'unknown' } }))).toEqual([
      expect.stringContaining('v1 names commit unknown, which is no released version'),
    ])
    expect(problemsOf(stateOf('1.1.0', { tags: { v1: 'rc', 'v1.0.0-rc.1': 'rc' } }))).toHaveLength(1)
  })
})

describe('a release', () => {
  test.each(['main', 'releases/v1', 'releases/v1.2'])('can be made from %s', (branch) => {
    expect(problemsOf(stateOf('1.2.3', { branches: ['topic', branch] }))).toEqual([])
  })

  test.each([[], ['topic'], ['releases/v1.3'], ['releases/v2'], ['mains']])(
    'is not made from %s',
    (...branches) => {
      expect(problemsOf(stateOf('1.2.3', { branches }))).toEqual([
        'here is on none of the branches that v1.2.3 may be released from: main, releases/v1, releases/v1.2',
      ])
    },
  )

  test('can be checked before its tag is there', () => {
    expect(problemsOf({ ...stateOf('1.0.0'), tags: new Map() })).toEqual([])
  })

  test('is refused with everything that is wrong', () => {
    const versions = { 'package.json': '1.2.2', 'package-lock.json': '1.2.3' }
    const state = stateOf('1.2.3', { versions, changelog: '', branches: [], tags: { 'v1.2.3': 'elsewhere' } })
    expect(problemsOf(state)).toEqual([
      'v1.2.3 names commit elsewhere, but here is checked out',
      'package.json says version 1.2.2, the tag v1.2.3',
      expect.stringContaining('is on none of the branches'),
      'CHANGELOG.md has no section "## [1.2.3] - <date>"',
    ])
  })
})

describe('release notes', () => {
  const CHANGELOG = [
    '# Changelog',
    '## [Unreleased]',
    '- Not yet',
    '## [1.1.0] - 2026-02-28',
    '### Added',
    '- See [the docs] and [elsewhere](https://example.com)',
    '## [1.0.0] - 2026-01-31',
    '- First',
    '',
    '[the docs]: https://example.com/docs',
    '[1.1.0]: https://example.com/compare',
  ].join('\r\n')

  test('are the section of the version, with the links that it refers to', () => {
    expect(releaseNotes(CHANGELOG, '1.1.0').notes).toBe(
      '### Added\n- See [the docs] and [elsewhere](https://example.com)\n\n[the docs]: https://example.com/docs',
    )
    expect(releaseNotes(CHANGELOG, '1.0.0').notes).toBe('- First')
  })

  test.each([
    { what: 'is missing', changelog: '## [1.0.10] - 2026-01-31\n- x', problem: 'has no section' },
    { what: 'only looks like it', changelog: '## [1x0.0] - 2026-01-31\n- x', problem: 'has no section' },
    {
      what: 'is there twice',
      changelog: '## [1.0.0] - 2026-01-31\n- x\n## [1.0.0]',
      problem: 'lines 1 and 3',
    },
    {
      what: 'has no date',
      changelog: '## [1.0.0]\n- x',
      problem: 'CHANGELOG.md:1: the section of 1.0.0 needs its date',
    },
    { what: 'has no such date', changelog: '## [1.0.0] - 2026-13-01\n- x', problem: 'needs its date' },
    {
      what: 'is empty',
      changelog: '## [1.0.0] - 2026-01-31\n\n### Added\n\n## [0.9.0]\n- x',
      problem: 'says nothing',
    },
  ])('are refused when the section $what', ({ changelog, problem }) => {
    expect(releaseNotes(changelog, '1.0.0').problem).toContain(problem)
  })
})

test('an annotated tag names its commit, and itself for whoever moves it', () => {
  const listing = 'aaa\trefs/tags/v1\nbbb\trefs/tags/v1.0.0\nccc\trefs/tags/v1.0.0^{}\n'
  expect([...parseTags(listing)]).toEqual([
    ['v1', { object: 'aaa', commit: 'aaa' }],
    ['v1.0.0', { object: 'bbb', commit: 'ccc' }],
  ])
  expect(parseTags('').size).toBe(0)
})

test('checksums are those that sha256sum writes, in the order of the names', () => {
  expect(checksums({ b: Buffer.from('abc'), a: Buffer.from('') })).toBe(
    [
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a\n',
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b\n',
    ].join(''),
  )
})
