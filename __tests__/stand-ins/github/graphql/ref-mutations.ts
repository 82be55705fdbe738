import { GitError } from '../git.ts'
import { refTarget, resolveObject } from '../git-queries.ts'
import { refuseRestricted } from '../refs-routes.ts'
import type { RepositoryStandIn } from '../repository.ts'
import { noNode, unprocessable } from './errors.ts'
import { refNode } from './repository-node.ts'
import { owner, type World } from './world.ts'

const WRITE = [['contents', 'write']] as const
const NO_OBJECT = '0'.repeat(40)
const BRANCH_OR_TAG = /^refs\/(heads|tags)\/./

interface CreateRef {
  readonly repositoryId: string
  readonly name: string
  readonly oid: string
}

/** @see https://docs.github.com/en/graphql/reference/mutations#createref */
export async function createRef(world: World, { repositoryId, name, oid }: CreateRef): Promise<object> {
  const { of } = owner(world, repositoryId, ['R'], WRITE)
  if (!BRANCH_OR_TAG.test(name)) throw unprocessable('Ref cannot be created')
  if (await refTarget(of.objects, name))
    throw unprocessable(`A ref named "${name}" already exists in the repository.`)
  refuseRuledOut(of, name, 'Cannot create ref due to creations being restricted.')
  if ((await resolveObject(of.objects, oid))?.type !== 'commit') throw unprocessable('Object does not exist')
  try {
    await updateAll(of, [{ name, from: NO_OBJECT, to: oid }])
  } catch (error) {
    throw error instanceof GitError ? unprocessable('Ref cannot be created') : error
  }
  if (name.startsWith('refs/heads/')) of.hideNewBranch(name.slice('refs/heads/'.length))
  return { ref: () => refNode(of, name) }
}

/** @see https://docs.github.com/en/graphql/reference/mutations#deleteref */
export async function deleteRef(world: World, { refId }: { readonly refId: string }): Promise<object> {
  const { of, what: name } = owner(world, refId, ['REF'], WRITE)
  const current = await refTarget(of.objects, name)
  if (!current) throw noNode(refId)
  refuseDeletion(of, name)
  await updateAll(of, [{ name, from: current, to: NO_OBJECT }])
  await follow(world, of, name)
  return {}
}

interface RefUpdate {
  readonly name: string
  readonly beforeOid?: string | null
  readonly afterOid: string
  readonly force: boolean
}

/**
 * All of them or none. How the service words the refusals is not published: clients have to ask for the refs themselves.
 * @see https://docs.github.com/en/graphql/reference/mutations#updaterefs
 */
export async function updateRefs(
  world: World,
  { repositoryId, refUpdates }: { readonly repositoryId: string; readonly refUpdates: readonly RefUpdate[] },
): Promise<object> {
  const { of } = owner(world, repositoryId, ['R'], WRITE)
  const moves: Move[] = []
  for (const update of refUpdates) moves.push(await allowedMove(of, update))
  try {
    await updateAll(of, moves)
  } catch (error) {
    throw error instanceof GitError ? unprocessable('Reference cannot be updated') : error
  }
  for (const { name } of moves) await follow(world, of, name)
  return {}
}

interface Move {
  readonly name: string
  readonly from: string
  readonly to: string
}

async function allowedMove(
  repository: RepositoryStandIn,
  { name, beforeOid, afterOid, force }: RefUpdate,
): Promise<Move> {
  const { objects } = repository
  if (!BRANCH_OR_TAG.test(name)) throw unprocessable(`${name} is not a valid ref`)
  refuseRuledOut(repository, name, 'Cannot update this protected ref.')
  const from = (await refTarget(objects, name)) ?? NO_OBJECT
  if (beforeOid && from !== beforeOid)
    throw unprocessable(`Reference cannot be updated: expected ${beforeOid}`)
  if (afterOid === NO_OBJECT) {
    if (from === NO_OBJECT) throw unprocessable('Reference does not exist')
    refuseDeletion(repository, name)
    return { name, from, to: afterOid }
  }
  if ((await resolveObject(objects, afterOid))?.type !== 'commit')
    throw unprocessable('Object does not exist')
  if (!force && from !== NO_OBJECT && !(await objects.isAncestor(from, afterOid)))
    throw unprocessable('Reference cannot be updated: not a fast forward')
  return { name, from, to: afterOid }
}

function refuseDeletion(repository: RepositoryStandIn, name: string): void {
  if (name === `refs/heads/${repository.defaultBranch}`)
    throw unprocessable('Reference cannot be deleted: it is the default branch')
  refuseRuledOut(repository, name, 'Cannot delete this protected ref.')
}

function refuseRuledOut(repository: RepositoryStandIn, name: string, reason: string): void {
  refuseRestricted(repository, name.replace(/^refs\/heads\//, ''), 403, reason)
}

async function updateAll({ objects }: RepositoryStandIn, moves: readonly Move[]): Promise<void> {
  const lines = moves.map(({ name, from, to }) =>
    to === NO_OBJECT ? `delete ${name} ${from}\n` : `update ${name} ${to} ${from}\n`,
  )
  await objects.run(['update-ref', '--stdin'], { input: lines.join('') })
}

async function follow(world: World, repository: RepositoryStandIn, name: string): Promise<void> {
  const branch = /^refs\/heads\/(.+)$/.exec(name)?.[1]
  if (branch) await repository.followBranch(branch, world.token.login)
}
