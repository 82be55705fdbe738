import { compared, history, mergeBase } from '../git-queries.ts'
import type { PullRequestState, RepositoryStandIn } from '../repository.ts'
import { actor, userNode } from './actors.ts'
import { connection, type Page } from './connection.ts'
import { commitNode } from './git-objects.ts'
import { commentId, otherId, pullId, teamId } from './node-ids.ts'
import { labelNode, refNode, repositoryNode } from './repository-node.ts'
import type { World } from './world.ts'

const CHANGE_TYPES: Readonly<Record<string, string>> = { A: 'ADDED', D: 'DELETED', T: 'CHANGED' }

export const pullState = ({ state, merged }: PullRequestState) => (merged ? 'MERGED' : state.toUpperCase())

/** @see https://docs.github.com/en/graphql/reference/objects#pullrequest */
export function pullNode(world: World, repository: RepositoryStandIn, pull: PullRequestState): object {
  const { number, title, body, base, head } = pull
  const { objects } = repository
  const files = async () => changedFiles(repository, pull)
  const within = (what: string) => otherId(repository, `${number}/${what}`)
  return {
    __typename: 'PullRequest',
    id: pullId(repository, number),
    number,
    title,
    body: body ?? '',
    url: `${world.serverUrl}/${repository.fullName}/pull/${number}`,
    state: pullState(pull),
    closed: pull.state === 'closed',
    merged: pull.merged,
    isDraft: pull.draft,
    author: actor(pull.login),
    baseRefName: base.ref,
    baseRefOid: async () => (await objects.commit(base.ref)) ?? '0'.repeat(40),
    headRefName: head.ref,
    headRefOid: head.sha,
    headRef: () => (head.fork ? null : refNode(repository, `refs/heads/${head.ref}`)),
    headRepository: () => headRepository(world, repository, head.fork),
    isCrossRepository: head.fork !== undefined,
    labels: (page: Page) => connection(pull.labels, page, (name) => labelNode(repository, name)),
    assignees: (page: Page) => connection(pull.assignees, page, userNode),
    reviewRequests: (page: Page) =>
      connection(reviewers(repository, pull), page, (requestedReviewer) => ({
        id: within('review'),
        requestedReviewer,
      })),
    comments: (page: Page) =>
      connection([...pull.comments.keys()], page, (index) => commentNode(repository, pull, index)),
    timelineItems: (page: Page) =>
      connection(repository.closings(number), page, (login) => ({
        __typename: 'ClosedEvent',
        id: within('closed'),
        actor: repository.policy.hidesActors ? null : actor(login),
      })),
    changedFiles: async () => (await files()).length,
    files: async (page: Page) =>
      connection(await files(), page, ({ path, status }) => ({
        path,
        changeType: CHANGE_TYPES[status] ?? 'MODIFIED',
      })),
    commits: async (page: Page) =>
      connection(await proposedCommits(repository, pull), page, (sha) => ({
        id: within(sha),
        commit: commitNode(repository, sha),
      })),
  }
}

export function commentNode(repository: RepositoryStandIn, pull: PullRequestState, index: number): object {
  const { login, body } = pull.comments[index]!
  const id = commentId(repository, pull.number, index)
  return { __typename: 'IssueComment', id, body, author: actor(login) }
}

function reviewers({ fullName }: RepositoryStandIn, pull: PullRequestState): object[] {
  const [owner] = fullName.split('/') as [string]
  const teams = pull.teamReviewers.map((slug) => ({
    __typename: 'Team',
    id: teamId(owner, slug),
    name: slug,
    slug,
  }))
  return [...pull.reviewers.map(userNode), ...teams]
}

/** A fork that the stand-in has not, has been deleted. */
function headRepository(world: World, own: RepositoryStandIn, fork: string | undefined): object | null {
  const repository = fork === undefined ? own : world.repositories.find(fork)
  return repository ? repositoryNode(world, repository) : null
}

/** Those that the base has not, the oldest first; of a merged one those that the merge brought. */
async function proposedCommits({ objects }: RepositoryStandIn, pull: PullRequestState): Promise<string[]> {
  const { sha } = pull.head
  const base = await baseBeforeMerge(objects, pull)
  if (!base || !(await objects.exists(sha, 'commit'))) return []
  return history(objects, [sha], { without: [base], reverse: true })
}

async function changedFiles({ objects }: RepositoryStandIn, pull: PullRequestState) {
  const { sha } = pull.head
  const base = await baseBeforeMerge(objects, pull)
  if (!base || !(await objects.exists(sha, 'commit'))) return []
  return compared(objects, await mergeBase(objects, base, sha), sha)
}

async function baseBeforeMerge(
  objects: RepositoryStandIn['objects'],
  pull: PullRequestState,
): Promise<string | undefined> {
  const base = await objects.commit(pull.base.ref)
  if (!base || !pull.merged) return base
  const merges = await objects.text('rev-list', '--min-parents=2', '--parents', base)
  const merge = merges.split('\n').find((line) => line.split(' ')[2] === pull.head.sha)
  return merge?.split(' ')[1] ?? base
}
