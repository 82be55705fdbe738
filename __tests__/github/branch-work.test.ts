import { describe, expect, test } from 'vitest'
import type { Step } from '../../src/github/answer.ts'
import { commitMessage, workOf } from '../../src/github/ownership.ts'

const PATH = 'mobile-config.xml'
const target = {
  owner: 'acme',
  repo: 'config',
  path: PATH,
  branch: 'sso',
  base: undefined,
  scriptPaths: ['a.py'],
}
const [BASE, OLDER, OWN, SECOND] = ['b', 'a', 'c', 'd'].map((each) => each.repeat(40)) as [
  string,
  string,
  string,
  string,
]
const entry = (digit: string, mode = 0o100644) => ({ blob: digit.repeat(40), mode })
const [OLD, NEW] = [entry('1'), entry('2')]
const OWN_MESSAGE = commitMessage('Move', { path: PATH, blob: NEW.blob })

type Content = Omit<Step, 'commit'>

function step(parent: string, changes: Partial<Content> = {}): Content {
  return {
    message: OWN_MESSAGE,
    changedFiles: 1,
    parents: [{ commit: parent, entries: [OLD, undefined] }],
    entries: [NEW, undefined],
    ...changes,
  }
}

const work = (head: string, steps: Readonly<Record<string, Content>>, isMarked = true) => {
  const history = Object.entries(steps).map(([commit, each]) => [commit, { commit, ...each }] as const)
  return workOf(new Map(history), new Set([BASE, OLDER]), { head, baseCommit: BASE, isMarked }, target)
}

describe('what the last commits of a branch tell', () => {
  test('one commit of the action on the base is its own work', () => {
    expect(work(OWN, { [OWN]: step(BASE) })).toEqual({
      isBehind: false,
      isAhead: true,
      isOwnWork: true,
      hasLeftovers: false,
    })
  })

  test('the base has gone on when the branch begins at an older commit of it', () => {
    expect(work(OWN, { [OWN]: step(OLDER) })).toMatchObject({ isBehind: true, isOwnWork: true })
  })

  test('a commit of somebody else among them makes it the work of others', () => {
    const theirs = step(OWN, { message: 'Mine' })
    expect(work(SECOND, { [SECOND]: theirs, [OWN]: step(BASE) })).toMatchObject({
      isAhead: true,
      isOwnWork: false,
    })
  })

  test('a file that is not the one of the last message makes it the work of others', () => {
    expect(work(OWN, { [OWN]: step(BASE, { entries: [entry('3'), undefined] }) })).toMatchObject({
      isOwnWork: false,
    })
    expect(work(OWN, { [OWN]: step(BASE, { entries: [undefined, undefined] }) })).toMatchObject({
      isOwnWork: false,
    })
  })

  test('a branch that is at a commit of the base is own work where that and the marker say so', () => {
    const merged = { [OLDER]: step(OWN) }
    const known = { isBehind: true, isAhead: false, hasLeftovers: false }
    expect(work(OLDER, merged)).toEqual({ ...known, isOwnWork: true })
    expect(work(OLDER, merged, false)).toEqual({ ...known, isOwnWork: false })
  })
})

describe('what the last commits of a branch leave open', () => {
  test.each([
    ['a commit that changes another file, too', { [OWN]: step(BASE, { changedFiles: 2 }) }],
    ['a commit whose changes are not counted', { [OWN]: step(BASE, { changedFiles: undefined }) }],
    ['a mode that somebody has changed in another file', { [OWN]: step(BASE, { changedFiles: 0 }) }],
    ['a merge', { [OWN]: step(BASE, { parents: [...step(BASE).parents, ...step(OLDER).parents] }) }],
    ['a history of its own', { [OWN]: step(BASE, { parents: [] }) }],
    ['a beginning that is further back than the answer', { [OWN]: step(SECOND) }],
    ['an answer without the head', { [SECOND]: step(BASE) }],
    ['an answer that goes round in circles', { [OWN]: step(SECOND), [SECOND]: step(OWN) }],
  ])('%s', (_, steps) => {
    expect(work(OWN, steps)).toBeUndefined()
  })
})
