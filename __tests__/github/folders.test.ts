import { describe, test } from 'vitest'
import { derivedBranch } from '../../src/inputs/rules.ts'
import { CONFIG, useGitHub } from '../end-to-end/world.ts'

const { scenario } = useGitHub()
const BRANCH = derivedBranch('mobile-config.xml', undefined)
const SCRIPT = { 'wsadmin-script': 'file:tools/was/apply-mobile-config.py' }

describe.concurrent('a new file', () => {
  test.for(['tools', 'tools/was'])(
    'below "%s" is not written where that is a file, which would be deleted',
    async (inTheWay, { expect }) => {
      const story = await scenario({ files: { 'mobile-config.xml': CONFIG, [inTheWay]: 'important' } })
      const { failure } = await story.runSources(SCRIPT)
      expect(failure).toContain(`"${inTheWay}" is no folder in ${story.name}`)
      expect(story.writes()).toEqual([])
    },
  )

  test('is not written where people have put a file in its way on the branch of the pull request', async ({
    expect,
  }) => {
    const story = await scenario()
    await story.runSources()
    await story.repository.push(BRANCH, { tools: 'important' })
    const { failure } = await story.runSources(SCRIPT)
    expect(failure).toContain(`"tools" is no folder in ${story.name}`)
    expect((await story.repository.read(`${BRANCH}:tools`)).toString()).toBe('important')
  })

  test('is written below folders that are there, and below new ones, after one question', async ({
    expect,
  }) => {
    const story = await scenario({ files: { 'mobile-config.xml': CONFIG, 'tools/README.md': 'x' } })
    const { failure } = await story.runSources(SCRIPT)
    expect(failure).toBeUndefined()
    expect(story.requests()).toHaveLength(4)
    expect(await story.repository.git('ls-tree', '-r', '--name-only', BRANCH)).toBe(
      'mobile-config.xml\ntools/README.md\ntools/was/apply-mobile-config.py\n',
    )
  })
})
