import { history, refTarget } from '../git-queries.ts'
import type { PullRequestState, RepositoryStandIn } from '../repository.ts'
import { connection, type Page } from './connection.ts'
import { GraphqlRefusal } from './errors.ts'
import { commitNode, gitObject } from './git-objects.ts'
import { labelId, otherId, refId } from './node-ids.ts'
import { pullNode, pullState } from './pull-node.ts'
import { mayRead, type World } from './world.ts'

/** @see https://docs.github.com/en/graphql/reference/objects#repository */
export function repositoryNode(world: World, repository: RepositoryStandIn): object {
  const { nodeId, fullName, defaultBranch, isArchived, isPrivate } = repository
  const contents = <T>(read: () => T): T => {
    mayRead(world, repository, 'contents')
    return read()
  }
  const pulls = <T>(read: () => T): T => {
    mayRead(world, repository, 'pull_requests')
    return read()
  }
  return {
    __typename: 'Repository',
    id: nodeId,
    name: fullName.split('/')[1],
    nameWithOwner: fullName,
    url: `${world.serverUrl}/${fullName}`,
    isArchived,
    isPrivate,
    isEmpty: async () => !(await repository.objects.commit('HEAD')),
    defaultBranchRef: () => contents(() => refNode(repository, `refs/heads/${defaultBranch}`)),
    ref: ({ qualifiedName }: { qualifiedName: string }) => contents(() => anyRef(repository, qualifiedName)),
    object: ({ expression, oid }: { expression?: string; oid?: string }) =>
      contents(() => gitObject(repository, oid ?? expression ?? '')),
    label: ({ name }: { name: string }) =>
      repository.labels().includes(name) ? labelNode(repository, name) : null,
    pullRequest: ({ number }: { number: number }) => pulls(() => onePull(world, repository, number)),
    pullRequests: (search: Search) => pulls(() => listPulls(world, repository, search)),
  }
}

export function labelNode(repository: RepositoryStandIn, name: string): object {
  return { __typename: 'Label', id: labelId(repository, name), name }
}

/** HEAD is none of the names that it takes. */
async function anyRef(repository: RepositoryStandIn, name: string): Promise<object | null> {
  const names = name.startsWith('refs/')
    ? [name]
    : [`refs/${name}`, `refs/heads/${name}`, `refs/tags/${name}`]
  for (const candidate of names) {
    const found = await refNode(repository, candidate)
    if (found) return found
  }
  return null
}

/** @see https://docs.github.com/en/graphql/reference/objects#ref */
export async function refNode(repository: RepositoryStandIn, fullName: string): Promise<object | null> {
  const oid = await refTarget(repository.objects, fullName)
  if (!oid) return null
  const [, prefix, name] = /^(refs\/(?:heads|tags)\/|refs\/)(.+)$/.exec(fullName)!
  return {
    __typename: 'Ref',
    id: refId(repository, fullName),
    prefix,
    name,
    target: () => gitObject(repository, oid),
    compare: ({ headRef }: { headRef: string }) => comparison(repository, fullName, headRef),
  }
}

/** From the ref to another; null when there is no other. The order of commits is not published: here as REST's. */
async function comparison(
  repository: RepositoryStandIn,
  baseName: string,
  headRef: string,
): Promise<object | null> {
  const { objects } = repository
  const base = (await refTarget(objects, baseName))!
  const head = (await refTarget(objects, headRef)) ?? (await objects.commit(headRef))
  if (!head) return null
  const ahead = await history(objects, [head], { without: [base], reverse: true })
  const behind = await history(objects, [base], { without: [head] })
  const status =
    ahead.length === 0
      ? behind.length === 0
        ? 'IDENTICAL'
        : 'BEHIND'
      : behind.length === 0
        ? 'AHEAD'
        : 'DIVERGED'
  return {
    __typename: 'Comparison',
    id: otherId(repository, `${base}...${head}`),
    status,
    aheadBy: ahead.length,
    behindBy: behind.length,
    commits: (page: Page) => connection(ahead, page, (sha) => commitNode(repository, sha)),
  }
}

function onePull(world: World, repository: RepositoryStandIn, number: number): object {
  const pull = repository.pulls().find((candidate) => candidate.number === number)
  if (pull) return pullNode(world, repository, pull)
  throw new GraphqlRefusal('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`)
}

interface Search extends Page {
  readonly headRefName?: string
  readonly baseRefName?: string
  readonly states?: readonly string[]
  readonly orderBy?: { readonly direction: 'ASC' | 'DESC' }
}

/** A head is looked for by its name alone, in forks, too. The oldest comes first. */
function listPulls(world: World, repository: RepositoryStandIn, search: Search) {
  const isWanted = (pull: PullRequestState) =>
    (!search.headRefName || pull.head.ref === search.headRefName) &&
    (!search.baseRefName || pull.base.ref === search.baseRefName) &&
    (!search.states || search.states.includes(pullState(pull)))
  const found = repository.pulls().filter(isWanted)
  const ordered = search.orderBy?.direction === 'DESC' ? found.toReversed() : found
  return connection(ordered, search, (pull) => pullNode(world, repository, pull))
}
