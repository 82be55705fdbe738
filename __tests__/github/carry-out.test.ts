import { expect, test } from 'vitest'
import { carryOut, type PullRequestDetails } from '../../src/github/carry-out.ts'
import type { GitHubClient } from '../../src/github/client.ts'

test('nothing is written to a branch that is the base, whatever was decided', async () => {
  const client = new Proxy({} as GitHubClient, {
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
    scriptPath: undefined,
  }
  const onBase = { files: [], message: 'Change' }
  const outcome = carryOut(
    {
      client,
      target,
      commits: { onBase, onBranch: undefined },
      details: {} as PullRequestDetails,
      committed: () => undefined,
    },
    { kind: 'create', base: 'main', commit: { kind: 'start', baseCommit: 'e'.repeat(40) } },
  )
  await expect(outcome).rejects.toThrow('branch: "main" is the base of acme/config')
})
