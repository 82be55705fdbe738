import { buildSchema, type ExecutionResult, graphql } from 'graphql'
import { demand, type Level, type Token } from './access.ts'
import { GitError } from './git.ts'
import { Refusal } from './refusal.ts'
import type { RepositoryStandIn } from './repository.ts'

/**
 * What the action uses of GitHub's public schema.
 * @see https://docs.github.com/en/graphql/reference/mutations#updaterefs
 * @see https://docs.github.com/en/graphql/reference/objects#treeentry
 * @see https://docs.github.com/en/graphql/reference/objects#pullrequest
 */
const SCHEMA = buildSchema(`
  scalar GitObjectID
  scalar GitRefname
  input RefUpdate { afterOid: GitObjectID!, beforeOid: GitObjectID, force: Boolean = false, name: GitRefname! }
  input UpdateRefsInput { clientMutationId: String, refUpdates: [RefUpdate!]!, repositoryId: ID! }
  type UpdateRefsPayload { clientMutationId: String }
  interface Node { id: ID! }
  interface GitObject { oid: GitObjectID! }
  type TreeEntry { mode: Int! }
  type Commit implements GitObject & Node { id: ID!, oid: GitObjectID!, file(path: String!): TreeEntry }
  type IssueComment { body: String! }
  type IssueCommentConnection { nodes: [IssueComment] }
  type PullRequest { number: Int!, comments(last: Int): IssueCommentConnection! }
  type Repository implements Node { id: ID!, object(oid: GitObjectID): GitObject, pullRequest(number: Int!): PullRequest }
  type Query { node(id: ID!): Node }
  type Mutation { updateRefs(input: UpdateRefsInput!): UpdateRefsPayload }
`)

interface UpdateRefsInput {
  readonly repositoryId: string
  readonly clientMutationId?: string
  readonly refUpdates: readonly {
    readonly name: string
    readonly beforeOid?: string
    readonly afterOid: string
    readonly force?: boolean
  }[]
}

const ZERO = '0'.repeat(40)

/** Answers a GraphQL request. Errors come with status 200, as the service sends them. */
export async function answerGraphql(
  body: { readonly query?: string; readonly variables?: Record<string, unknown> },
  token: Token,
  find: (nodeId: string) => RepositoryStandIn | undefined,
): Promise<object> {
  const result: ExecutionResult = await graphql({
    schema: SCHEMA,
    source: body.query ?? '',
    variableValues: body.variables ?? {},
    rootValue: {
      updateRefs: ({ input }: { input: UpdateRefsInput }) => updateRefs(input, token, find),
      node: ({ id }: { id: string }) => repositoryNode(visible(id, token, find, 'read')),
    },
  })
  const errors = result.errors?.map(({ message, originalError, path, locations }) => {
    const type =
      originalError instanceof Refusal
        ? originalError.status === 404
          ? 'NOT_FOUND'
          : 'FORBIDDEN'
        : 'UNPROCESSABLE'
    return { type, path, locations, message }
  })
  return errors ? { data: result.data ?? null, errors } : { data: result.data }
}

async function updateRefs(
  { repositoryId, refUpdates, clientMutationId }: UpdateRefsInput,
  token: Token,
  find: (nodeId: string) => RepositoryStandIn | undefined,
) {
  const repository = visible(repositoryId, token, find, 'write')
  await repository.exclusively(async () => {
    for (const update of refUpdates) await moveRef(repository, update)
  })
  return { clientMutationId: clientMutationId ?? null }
}

function visible(
  nodeId: string,
  token: Token,
  find: (nodeId: string) => RepositoryStandIn | undefined,
  level: Level,
): RepositoryStandIn {
  const repository = find(nodeId)
  if (!repository) throw new Refusal(404, `Could not resolve to a node with the global id of '${nodeId}'`)
  demand(token, repository, [['contents', level]])
  return repository
}

/** Modes come as numbers: 0o100755 is 33261. */
function repositoryNode(repository: RepositoryStandIn) {
  const { nodeId, objects } = repository
  return {
    __typename: 'Repository',
    id: nodeId,
    pullRequest: ({ number }: { number: number }) => ({
      number,
      comments: ({ last }: { last: number }) => ({ nodes: repository.pull(number).comments.slice(-last) }),
    }),
    object: async ({ oid }: { oid: string }) => ({
      __typename: 'Commit',
      id: oid,
      oid,
      file: async ({ path }: { path: string }) => {
        const entry = await objects.entry(oid, path)
        return entry ? { mode: Number.parseInt(entry.mode, 8) } : null
      },
    }),
  }
}

async function moveRef(
  repository: RepositoryStandIn,
  { name, beforeOid, afterOid, force }: UpdateRefsInput['refUpdates'][number],
): Promise<void> {
  const branch = /^refs\/heads\/(.+)$/.exec(name)?.[1]
  if (!branch) throw new Error(`${name} is not a valid ref`)
  if (repository.policy.restrictedBranches?.test(branch))
    throw new Error('Repository rule violations found: Cannot update this protected ref.')
  const current = await repository.objects.commit(branch)
  if (beforeOid !== undefined && (current ?? ZERO) !== beforeOid)
    throw new Error(`Reference cannot be updated: expected ${beforeOid}`)
  if (!force && current && afterOid !== ZERO && !(await repository.objects.isAncestor(current, afterOid))) {
    throw new Error('Reference cannot be updated: not a fast forward')
  }
  try {
    await repository.objects.moveBranch(branch, current, afterOid === ZERO ? undefined : afterOid)
  } catch (error) {
    throw error instanceof GitError ? new Error('Reference cannot be updated') : error
  }
  await repository.followBranch(branch)
}
