import { expect, test } from 'vitest'
import { fileDrift } from '../../src/modes/check.ts'

const target = { path: 'm.xml', base: undefined }
const change = { setting: 'A', before: 'x', after: 'y', source: 'test', line: 3 }
const changes = [change, { ...change, before: null }]
const pull = { number: 7, url: 'https://github.test/pull/7', isWanted: true, isFromSkeleton: false }

test('each setting that differs has its value, its wanted value and its line', () => {
  expect(fileDrift(target, changes, undefined)).toMatchObject([
    { id: 'MSSO012', what: '"A" is "x" and should be "y" (test).', wanted: 'y', found: 'x', line: 3 },
    { id: 'MSSO012', what: '"A" is missing and should be "y" (test).', found: '' },
  ])
})

test('the cure is the pull request that is open for these values, or the action', () => {
  const cure = (openPullRequest?: typeof pull) => fileDrift(target, changes, openPullRequest)[0]!.cure
  expect(cure()).toContain('mode pull-request')
  expect(cure(pull)).toContain('Merge pull request #7')
  expect(cure({ ...pull, isWanted: false })).toContain('made for other values')
})

test('a file that is missing is one finding', () => {
  expect(fileDrift(target, undefined, undefined)).toMatchObject([
    { id: 'MSSO013', what: 'The file does not exist on the default branch.' },
  ])
  expect(fileDrift({ ...target, base: 'v1' }, undefined, undefined)[0]!.what).toContain('on "v1".')
})

test('a file that is missing is looked for first, unless it is proposed already', () => {
  const cure = (openPullRequest?: typeof pull) => fileDrift(target, undefined, openPullRequest)[0]!.cure
  expect(cure()).toMatch(/^Correct config-path or base/)
  expect(cure(pull)).toContain('Merge pull request #7')
})

test('a pull request from the skeleton is no cure for a file that is missing', () => {
  const openPullRequest = { ...pull, isWanted: false, isFromSkeleton: true }
  const [found] = fileDrift(target, undefined, openPullRequest)
  expect(found!.cure).toMatch(/^Correct config-path or base/)
  expect(found!.cure).toContain('Do not merge pull request #7')
})
