import { GraphqlResponseError } from '@octokit/graphql'
import { field } from './answer.ts'
import type { GitHubClient } from './client.ts'
import { RaceLostError } from './errors.ts'
import { readBranchHead } from './read-branch.ts'
import type { BranchState, Target } from './state.ts'

/** In the place of a commit: there is no branch. */
const NO_COMMIT = '0'.repeat(40)

const MUTATION = 'mutation ($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }'

/** Deletes the branch if it still is where it was read. @throws RaceLostError when it is not */
export async function deleteBranch(
  client: GitHubClient,
  target: Target,
  { head, repositoryId }: Pick<BranchState, 'head' | 'repositoryId'>,
): Promise<void> {
  await moveBranch(client, target, repositoryId, head, NO_COMMIT)
}

/**
 * Moves a branch from one commit to another, only if it is still at the first. REST can force a ref but not compare it, and
 * so would lose a commit that was pushed in between; this GraphQL mutation is `git push --force-with-lease`. How GitHub words
 * that the branch is elsewhere is not documented, so after a refusal the branch itself is asked.
 * @throws RaceLostError when it is at neither commit
 * @see https://docs.github.com/en/graphql/reference/mutations#updaterefs
 */
export async function moveBranch(
  client: GitHubClient,
  target: Target,
  repositoryId: string,
  from: string,
  to: string,
): Promise<void> {
  const update = { name: `refs/heads/${target.branch}`, beforeOid: from, afterOid: to, force: true }
  try {
    const answer = await client.graphql(MUTATION, { input: { repositoryId, refUpdates: [update] } })
    // What answers otherwise has moved nothing.
    field('POST /graphql', answer, 'updateRefs', 'object')
  } catch (error) {
    if (!(error instanceof GraphqlResponseError)) throw error
    const head = (await readBranchHead(client, target)) ?? NO_COMMIT
    if (head === from) throw error
    // At the second commit: the mutation was carried out, its answer was lost, and this is the answer to its repetition.
    if (head !== to) throw new RaceLostError(`branch ${target.branch} was pushed to while it was moved.`)
  }
}
