import { createCommitOnBranch } from './commit-mutation.ts'
import {
  addAssigneesToAssignable,
  addCommentTo,
  addLabelsToLabelable,
  closePullRequest,
  createPullRequest,
  requestReviewsOf,
  updatePullRequest,
} from './pull-mutations.ts'
import { createRef, deleteRef, updateRefs } from './ref-mutations.ts'
import type { World } from './world.ts'

const MUTATIONS = {
  addAssigneesToAssignable,
  addComment: addCommentTo,
  addLabelsToLabelable,
  closePullRequest,
  createCommitOnBranch,
  createPullRequest,
  createRef,
  deleteRef,
  requestReviews: requestReviewsOf,
  updatePullRequest,
  updateRefs,
}

type Input = { readonly clientMutationId?: string | null }

/** The mutations of a document, which are carried out one after the other whatever becomes of those before. */
export function mutationRoot(world: World): object {
  let count = 0
  const fields = Object.entries(MUTATIONS).map(([name, carryOut]) => [
    name,
    async ({ input }: { input: Input }) => {
      await world.beforeMutation(name, count++)
      const payload = await (carryOut as (world: World, input: Input) => Promise<object>)(world, input)
      return { clientMutationId: input.clientMutationId ?? null, ...payload }
    },
  ])
  return Object.fromEntries(fields)
}
