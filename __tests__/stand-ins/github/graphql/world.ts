import { demand, type Needs, type Token } from '../access.ts'
import { Refusal } from '../refusal.ts'
import type { Repositories } from '../repositories.ts'
import type { RepositoryStandIn } from '../repository.ts'
import { noNode } from './errors.ts'
import { type NodeId, readNodeId } from './node-ids.ts'

/** Everything that a document may ask about, and who asks. */
export interface World {
  readonly serverUrl: string
  readonly token: Token
  readonly logins: ReadonlySet<string>
  /** What costs the test that causes it. */
  readonly violations: string[]
  readonly repositories: Repositories
  /** Before each field of a mutation is carried out; what it throws ends the document. */
  beforeMutation(field: string, index: number): Promise<void>
}

/**
 * The repository that a node belongs to, if the token may do this with it.
 * @throws GraphqlRefusal or Refusal
 */
export function owner(
  world: World,
  id: string,
  kinds: readonly string[],
  needs: Needs,
): NodeId & { readonly repository: string; readonly of: RepositoryStandIn } {
  const node = readNodeId(id)
  const of = node?.repository === undefined ? undefined : world.repositories.find(node.repository)
  if (!node || !of || !kinds.includes(node.kind)) throw noNode(id)
  demandOf(world, of, needs, id)
  return { ...node, repository: of.nodeId, of }
}

/** As REST's rules say; what the token may not even see, there is no node of. */
export function demandOf(world: World, repository: RepositoryStandIn, needs: Needs, id: string): void {
  try {
    demand(world.token, repository, needs)
  } catch (error) {
    throw error instanceof Refusal && error.status === 404 ? noNode(id) : error
  }
}

export const mayRead = (world: World, repository: RepositoryStandIn, resource: Needs[number][0]) =>
  demand(world.token, repository, [[resource, 'read']])
