import { AnswerPart } from './answer.ts'
import { isSameText } from './decide.ts'
import type { Mutation } from './mutate.ts'
import type { NewCommit } from './plan.ts'
import type { PullRequest, Target } from './state.ts'

/** Instead of a commit: there is no branch. */
const NO_COMMIT = '0'.repeat(40)

/** The repository's identifier in GraphQL. */
type RepositoryId = string

/** @see https://docs.github.com/en/graphql/reference/mutations#createref */
export function createBranch(repositoryId: RepositoryId, { branch }: Target, commit: string): Mutation {
  return {
    name: 'createRef',
    input: { repositoryId, name: `refs/heads/${branch}`, oid: commit },
    select: 'clientMutationId',
    what: `branch ${branch} created`,
    isAsRead: ({ head }) => head === undefined,
    find: ({ head }) => (head === commit ? {} : undefined),
  }
}

/** The commit that {@link commitOnBranch} has made, by its payload. */
export const commitOf = (payload: unknown) => new AnswerPart(payload).part('commit').oid()

/**
 * A commit on top of a branch that still is where it was read. GitHub signs it, and makes each file an ordinary one.
 * @see https://docs.github.com/en/graphql/reference/mutations#createcommitonbranch
 */
export function commitOnBranch({ owner, repo, branch }: Target, commit: NewCommit): Mutation {
  const [headline = '', ...rest] = commit.message.trimEnd().split('\n')
  const body = rest.join('\n').trim()
  const contents = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  return {
    name: 'createCommitOnBranch',
    input: {
      branch: { repositoryNameWithOwner: `${owner}/${repo}`, branchName: branch },
      expectedHeadOid: commit.parent,
      message: { headline, body },
      fileChanges: {
        additions: commit.files.map(({ path, bytes }) => ({ path, contents: contents(bytes) })),
      },
    },
    select: 'commit { oid }',
    brings: commitOf,
    what: `a commit added to branch ${branch}`,
    isAsRead: ({ head }) => head === commit.parent,
    find({ head, parent, message }) {
      const isOwn = parent === commit.parent && message?.trimEnd() === `${headline}\n\n${body}`.trimEnd()
      return isOwn ? { commit: { oid: head } } : undefined
    },
  }
}

/**
 * Moves a branch from one commit to another, or deletes it, only if it is still at the first: `git push --force-with-lease`.
 * REST can force a ref but not compare it, and so would lose a commit that was pushed in between.
 * @param to undefined to delete it
 * @see https://docs.github.com/en/graphql/reference/mutations#updaterefs
 */
export function moveBranch(
  repositoryId: RepositoryId,
  { branch }: Target,
  from: string,
  to: string | undefined,
): Mutation {
  const update = { name: `refs/heads/${branch}`, beforeOid: from, afterOid: to ?? NO_COMMIT, force: true }
  return {
    name: 'updateRefs',
    input: { repositoryId, refUpdates: [update] },
    select: 'clientMutationId',
    what: `branch ${branch} ${to ? 'moved to a new commit' : 'deleted'}`,
    isAsRead: ({ head }) => head === from,
    find: ({ head }) => (head === to ? {} : undefined),
    ...(to === undefined ? { isOneForAll: true } : { brings: () => to }),
  }
}

/** @see https://docs.github.com/en/graphql/reference/mutations#createpullrequest */
export function createPullRequest(
  repositoryId: RepositoryId,
  { branch }: Target,
  texts: { readonly base: string; readonly title: string; readonly body: string; readonly draft: boolean },
  head: string,
): Mutation {
  const { base, title, body, draft } = texts
  return {
    name: 'createPullRequest',
    input: { repositoryId, baseRefName: base, headRefName: branch, title, body, draft },
    select: 'pullRequest { id number url headRefOid }',
    what: 'a pull request opened',
    isAsRead: (seen) => seen.head === head && seen.open === undefined,
    race: /No commits between/,
    find({ open, head: headRefOid }) {
      const isOwn = open?.title === title && isSameText(open.body, body)
      return isOwn ? { pullRequest: { ...open, headRefOid } } : undefined
    },
  }
}

/** @see https://docs.github.com/en/graphql/reference/mutations#updatepullrequest */
export function changeTexts(
  pullRequest: PullRequest,
  texts: { readonly title?: string | undefined; readonly body?: string | undefined },
): Mutation {
  const { id, number } = pullRequest
  const { title = pullRequest.title, body = pullRequest.body } = texts
  return {
    name: 'updatePullRequest',
    input: { pullRequestId: id, ...texts },
    select: 'pullRequest { state headRef { target { oid } } }',
    what: `pull request #${number} edited`,
    isAsRead: ({ open }) => open?.title === pullRequest.title && open.body === pullRequest.body,
    find({ open, head }) {
      const isDone = open?.title === title && isSameText(open.body, body)
      return isDone ? { pullRequest: { state: 'OPEN', headRef: { target: { oid: head } } } } : undefined
    },
  }
}

/** @see https://docs.github.com/en/graphql/reference/mutations#addcomment */
export function addComment({ id, number }: PullRequest, comment: string): Mutation {
  return {
    name: 'addComment',
    input: { subjectId: id, body: comment },
    select: 'clientMutationId',
    what: `a comment added to pull request #${number}`,
    isAsRead: ({ open }) => open?.number === number,
    find: ({ open }) => (open?.comments.some((each) => isSameText(each, comment)) ? {} : undefined),
  }
}

/** @see https://docs.github.com/en/graphql/reference/mutations#closepullrequest */
export function closePullRequest({ id, number }: PullRequest): Mutation {
  return {
    name: 'closePullRequest',
    input: { pullRequestId: id },
    select: 'clientMutationId',
    what: `pull request #${number} closed`,
    isAsRead: () => true,
    find: ({ open }) => (open?.number === number ? undefined : {}),
    isOneForAll: true,
  }
}
