import { isUtf8 } from 'node:buffer'
import { AnswerPart } from './answer.ts'
import { isSameText } from './decide.ts'
import type { Mutation, Place } from './mutate.ts'
import type { NewCommit, NewFile, PullRequest } from './state.ts'

/** Instead of a commit: there is no branch. */
const NO_COMMIT = '0'.repeat(40)

/** @see https://docs.github.com/en/graphql/reference/mutations#createref */
export function createBranch({ repositoryId, target }: Place, commit: string): Mutation {
  return {
    name: 'createRef',
    input: { repositoryId, name: `refs/heads/${target.branch}`, oid: commit },
    what: `branch ${target.branch} created`,
    isAsRead: ({ head }) => head === undefined,
    find: ({ head }) => (head === commit ? {} : undefined),
  }
}

/** What {@link commitOnBranch} has made, by its payload. */
export const commitOf = (payload: AnswerPart) => payload.part('commit').oid()

/**
 * A commit on top of a branch that still is where it was read. GitHub signs it, and makes each file an ordinary one.
 * @see https://docs.github.com/en/graphql/reference/mutations#createcommitonbranch
 */
export function commitOnBranch({ target }: Place, commit: NewCommit): Mutation {
  const { owner, repo, branch } = target
  const [headline = '', ...rest] = commit.message.trimEnd().split('\n')
  const body = rest.join('\n').trim()
  const additions = commit.files.map(({ path, bytes }) => ({
    path,
    contents: Buffer.from(bytes).toString('base64'),
  }))
  return {
    name: 'createCommitOnBranch',
    input: {
      branch: { repositoryNameWithOwner: `${owner}/${repo}`, branchName: branch },
      expectedHeadOid: commit.parent,
      message: { headline, body },
      fileChanges: { additions },
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

/** Whether {@link commitOnBranch} brings the files as they are wanted. */
export const areOrdinary = ({ files }: NewCommit) => files.every(({ mode }) => mode === '100644')

/**
 * Moves a branch from one commit to another, or deletes it, only if it is still at the first: `git push --force-with-lease`.
 * REST can force a ref but not compare it, and so would lose a commit that was pushed in between.
 * @param to undefined to delete it
 * @see https://docs.github.com/en/graphql/reference/mutations#updaterefs
 */
export function moveBranch({ repositoryId, target }: Place, from: string, to: string | undefined): Mutation {
  const { branch } = target
  const update = { name: `refs/heads/${branch}`, beforeOid: from, afterOid: to ?? NO_COMMIT, force: true }
  return {
    name: 'updateRefs',
    input: { repositoryId, refUpdates: [update] },
    what: `branch ${branch} ${to ? 'moved to a new commit' : 'deleted'}`,
    isAsRead: ({ head }) => head === from,
    find: ({ head }) => (head === to ? {} : undefined),
    ...(to === undefined ? { isOneForAll: true } : { brings: () => to }),
  }
}

/** @see https://docs.github.com/en/graphql/reference/mutations#createpullrequest */
export function createPullRequest(
  { repositoryId, target }: Place,
  { base, title, body }: { readonly base: string; readonly title: string; readonly body: string },
  draft: boolean,
  head: string,
): Mutation {
  return {
    name: 'createPullRequest',
    input: { repositoryId, baseRefName: base, headRefName: target.branch, title, body, draft },
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
    what: `pull request #${number} closed`,
    isAsRead: () => true,
    find: ({ open }) => (open?.number === number ? undefined : {}),
    isOneForAll: true,
  }
}

const BLOB = 'POST /repos/{owner}/{repo}/git/blobs'
const TREE = 'POST /repos/{owner}/{repo}/git/trees'
const COMMIT = 'POST /repos/{owner}/{repo}/git/commits'

/**
 * Makes a commit that no branch has yet, with the modes of its files. Nobody sees it, so making it again does no harm. GitHub signs it
 * when the token is an app's, because no author is given.
 * @returns its name
 * @see https://docs.github.com/en/rest/git/trees#create-a-tree
 * @see https://docs.github.com/en/rest/git/commits#create-a-commit
 */
export async function commitObject(place: Place, commit: NewCommit): Promise<string> {
  const { github, target } = place
  const { owner, repo } = target
  const { files, message, parent, tree: baseTree } = commit
  const entries = []
  for (const file of files) {
    const { path, mode } = file
    entries.push({ path, mode, type: 'blob' as const, ...(await contentOf(place, file)) })
  }
  const made = await github.request(TREE, { owner, repo, base_tree: baseTree, tree: entries })
  const tree = new AnswerPart(made.data, TREE).oid('sha')
  const { data } = await github.request(COMMIT, { owner, repo, message, tree, parents: [parent] })
  return new AnswerPart(data, COMMIT).oid('sha')
}

/**
 * In the tree itself where JSON can hold it. Of a byte order mark nobody has published what becomes.
 * @see https://docs.github.com/en/rest/git/blobs#create-a-blob
 */
async function contentOf({ github, target }: Place, { bytes }: NewFile) {
  const text = Buffer.from(bytes).toString()
  if (isUtf8(bytes) && !text.startsWith('\uFEFF')) return { content: text }
  const content = Buffer.from(bytes).toString('base64')
  const { owner, repo } = target
  const { data } = await github.request(BLOB, { owner, repo, content, encoding: 'base64' })
  return { sha: new AnswerPart(data, BLOB).oid('sha') }
}
