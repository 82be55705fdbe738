import { expect, test } from 'vitest'
import { apply } from '../../src/github/apply.ts'
import type { GitHub } from '../../src/github/client.ts'

test('nothing is written to a branch that is the base, whatever was decided', async () => {
  const github = new Proxy({} as GitHub, {
    get() {
      throw new Error('a request was sent')
    },
  })
  const target = {
    owner: 'acme',
    repo: 'config',
    path: 'mobile-config.xml',
    branch: 'main',
    base: undefined,
    scriptPaths: [],
  }
  const commit = { files: [], message: 'Change', parent: 'e'.repeat(40), tree: 'd'.repeat(40) }
  const outcome = apply(
    github,
    { target, repositoryId: 'R_1' },
    {
      kind: 'open',
      base: 'main',
      branch: { kind: 'create', commit },
      title: 'Title',
      body: 'Body',
      draft: false,
      labels: [],
      assignees: [],
      reviewers: [],
      teamReviewers: [],
    },
  )
  await expect(outcome).rejects.toThrow('branch: "main" is the base of acme/config')
})
