import type { RepositoryStandIn } from '../repository.ts'

/** What node IDs say, which the service keeps to itself: "PR_<repository>_<what>", "U_<login>". */
export interface NodeId {
  readonly kind: string
  /** The node ID of the repository that it belongs to. */
  readonly repository?: string
  readonly what: string
}

const encoded = (text: string) => Buffer.from(text).toString('base64url')
const decoded = (text: string) => Buffer.from(text, 'base64url').toString()

const within = (kind: string, { nodeId }: RepositoryStandIn, what: string | number) =>
  `${kind}_${nodeId.slice(2)}_${encoded(String(what))}`

export const pullId = (repository: RepositoryStandIn, number: number) => within('PR', repository, number)
export const refId = (repository: RepositoryStandIn, name: string) => within('REF', repository, name)
export const labelId = (repository: RepositoryStandIn, name: string) => within('LA', repository, name)
export const commentId = (repository: RepositoryStandIn, number: number, index: number) =>
  within('IC', repository, `${number}/${index}`)
export const otherId = (repository: RepositoryStandIn, what: string) => within('X', repository, what)
export const objectId = (repository: RepositoryStandIn, oid: string) => within('O', repository, oid)
export const userId = (login: string) => `U_${encoded(login)}`
export const organizationId = (login: string) => `OR_${encoded(login)}`
export const teamId = (organization: string, slug: string) => `T_${encoded(`${organization}/${slug}`)}`

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'

/** @returns undefined for what is no node ID at all */
export function readNodeId(id: string): NodeId | undefined {
  const own = new RegExp(`^R_(${UUID})$`).exec(id)
  if (own) return { kind: 'R', repository: id, what: '' }
  const inside = new RegExp(`^([A-Z]+)_(${UUID})_([\\w-]+)$`).exec(id)
  if (inside) return { kind: inside[1]!, repository: `R_${inside[2]}`, what: decoded(inside[3]!) }
  const outside = /^(U|OR|T)_([\w-]+)$/.exec(id)
  return outside ? { kind: outside[1]!, what: decoded(outside[2]!) } : undefined
}
