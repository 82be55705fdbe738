import { addAssignees, addComment, addLabels, proposePull, refuseLong, requestReviews } from '../pulls.ts'
import type { PullRequestState, RepositoryStandIn } from '../repository.ts'
import { noNode, unprocessable } from './errors.ts'
import { readNodeId } from './node-ids.ts'
import { commentNode, pullNode } from './pull-node.ts'
import { owner, type World } from './world.ts'

const WRITE_PULL = [['pull_requests', 'write']] as const
const WRITE_ISSUE = [
  ['issues', 'write'],
  ['pull_requests', 'write'],
] as const

interface CreatePull {
  readonly repositoryId: string
  readonly baseRefName: string
  readonly headRefName: string
  readonly title: string
  readonly body?: string | null
  readonly draft?: boolean | null
}

/** @see https://docs.github.com/en/graphql/reference/mutations#createpullrequest */
export async function createPullRequest(world: World, input: CreatePull): Promise<object> {
  const { of } = owner(world, input.repositoryId, ['R'], WRITE_PULL)
  const [base, head] = [input.baseRefName, input.headRefName].map((name) =>
    name.replace(/^refs\/heads\//, ''),
  )
  await refuseNoBranch(of, base!, head!)
  const { title, body, draft } = input
  const proposed = { title, body: body ?? null, draft: draft ?? false, base: base!, head: head! }
  const pull = await proposePull(of, world.token, proposed)
  return { pullRequest: pullNode(world, of, pull) }
}

async function refuseNoBranch(repository: RepositoryStandIn, base: string, head: string): Promise<void> {
  const [hasBase, hasHead] = await Promise.all([repository.objects.commit(base), repository.commitSeen(head)])
  if (hasBase && hasHead) return
  const reasons = [
    ...(hasHead ? [] : ["Head sha can't be blank"]),
    "Base sha can't be blank",
    `No commits between ${base} and ${head}`,
    ...(hasHead ? [] : ['Head ref must be a branch']),
    ...(hasBase ? [] : ['Base ref must be a branch']),
  ]
  throw unprocessable(reasons.join(', '))
}

interface UpdatePull {
  readonly pullRequestId: string
  readonly title?: string | null
  readonly body?: string | null
  readonly state?: 'OPEN' | 'CLOSED' | null
}

/** @see https://docs.github.com/en/graphql/reference/mutations#updatepullrequest */
export async function updatePullRequest(
  world: World,
  { pullRequestId, title, body, state }: UpdatePull,
): Promise<object> {
  const { of, pull } = pullOf(world, pullRequestId, WRITE_PULL)
  if (title === '') throw unprocessable("Title can't be blank")
  refuseLong(body ?? null)
  if (state === 'OPEN' && pull.state === 'closed') await refuseReopening(of, pull)
  if (typeof title === 'string') pull.title = title
  if (typeof body === 'string') pull.body = body
  if (state) of.setPullState(pull, state === 'OPEN' ? 'open' : 'closed', world.token.login)
  return { pullRequest: pullNode(world, of, pull) }
}

async function refuseReopening(
  of: RepositoryStandIn,
  { head, base, merged }: PullRequestState,
): Promise<void> {
  const refuse = (reason: string) => unprocessable(`State cannot be changed. ${reason}`)
  if (merged) throw refuse('The pull request has been merged.')
  if (!head.fork && !(await of.objects.commit(head.ref)))
    throw refuse(`The ${head.ref} branch has been deleted.`)
  const hasOther = of
    .pulls()
    .some((other) => other.state === 'open' && other.head.ref === head.ref && other.base.ref === base.ref)
  if (hasOther) throw refuse(`There is already an open pull request from ${head.ref} to ${base.ref}.`)
}

/** @see https://docs.github.com/en/graphql/reference/mutations#closepullrequest */
export async function closePullRequest(
  world: World,
  { pullRequestId }: { readonly pullRequestId: string },
): Promise<object> {
  const { of, pull } = pullOf(world, pullRequestId, WRITE_PULL)
  of.setPullState(pull, 'closed', world.token.login)
  return { pullRequest: pullNode(world, of, pull) }
}

/** @see https://docs.github.com/en/graphql/reference/mutations#addcomment */
export async function addCommentTo(
  world: World,
  { subjectId, body }: { readonly subjectId: string; readonly body: string },
): Promise<object> {
  const { of, pull } = pullOf(world, subjectId, WRITE_ISSUE)
  if (!body.trim()) throw unprocessable("Body can't be blank")
  addComment(pull, world.token, body)
  const node = commentNode(of, pull, pull.comments.length - 1)
  return { commentEdge: { node }, subject: pullNode(world, of, pull) }
}

/** @see https://docs.github.com/en/graphql/reference/mutations#addlabelstolabelable */
export async function addLabelsToLabelable(
  world: World,
  { labelableId, labelIds }: { readonly labelableId: string; readonly labelIds: readonly string[] },
): Promise<object> {
  const { of, pull } = pullOf(world, labelableId, WRITE_ISSUE)
  const names = labelIds.map((id) => {
    const label = readNodeId(id)
    if (label?.kind !== 'LA' || label.repository !== of.nodeId || !of.labels().includes(label.what))
      throw noNode(id)
    return label.what
  })
  addLabels(pull, names)
  return { labelable: pullNode(world, of, pull) }
}

/** @see https://docs.github.com/en/graphql/reference/mutations#addassigneestoassignable */
export async function addAssigneesToAssignable(
  world: World,
  { assignableId, assigneeIds }: { readonly assignableId: string; readonly assigneeIds: readonly string[] },
): Promise<object> {
  const { of, pull } = pullOf(world, assignableId, WRITE_ISSUE)
  addAssignees(of, pull, logins(world, assigneeIds))
  return { assignable: pullNode(world, of, pull) }
}

interface RequestReviews {
  readonly pullRequestId: string
  readonly userIds?: readonly string[] | null
  readonly teamIds?: readonly string[] | null
  /** Whether those who have been asked stay so; without it they do not. */
  readonly union: boolean
}

/** @see https://docs.github.com/en/graphql/reference/mutations#requestreviews */
export async function requestReviewsOf(world: World, input: RequestReviews): Promise<object> {
  const { of, pull } = pullOf(world, input.pullRequestId, WRITE_PULL)
  const teams = (input.teamIds ?? []).map((id) => {
    const team = readNodeId(id)
    if (team?.kind !== 'T') throw noNode(id)
    return team.what.split('/')[1]!
  })
  requestReviews(of, pull, { users: logins(world, input.userIds ?? []), teams }, input.union)
  return { pullRequest: pullNode(world, of, pull) }
}

function logins(world: World, ids: readonly string[]): string[] {
  return ids.map((id) => {
    const user = readNodeId(id)
    if (user?.kind !== 'U' || !world.logins.has(user.what)) throw noNode(id)
    return user.what
  })
}

function pullOf(
  world: World,
  id: string,
  needs: typeof WRITE_PULL | typeof WRITE_ISSUE,
): { readonly of: RepositoryStandIn; readonly pull: PullRequestState } {
  const { of, what } = owner(world, id, ['PR'], needs)
  const pull = of.pulls().find(({ number }) => number === Number(what))
  if (!pull) throw noNode(id)
  return { of, pull }
}
