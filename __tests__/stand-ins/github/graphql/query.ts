import { userNode } from './actors.ts'
import { GraphqlRefusal, noNode } from './errors.ts'
import { gitObject } from './git-objects.ts'
import { organizationId, readNodeId, teamId } from './node-ids.ts'
import { commentNode, pullNode } from './pull-node.ts'
import { labelNode, refNode, repositoryNode } from './repository-node.ts'
import { demandOf, mayRead, owner, type World } from './world.ts'

const METADATA = [['metadata', 'read']] as const

export interface Cost {
  readonly nodes: number
}

/** @see https://docs.github.com/en/graphql/reference/queries */
export function queryRoot(world: World, { nodes }: Cost): object {
  const remaining = 4999
  return {
    id: 'Q',
    viewer: userNode(world.token.login),
    rateLimit: {
      limit: 5000,
      cost: 1,
      nodeCount: nodes,
      used: 5000 - remaining,
      remaining,
      resetAt: new Date(Date.now() + 3_600_000).toISOString(),
    },
    repository: (named: RepositoryName) => namedRepository(world, named),
    user: ({ login }: { login: string }) => {
      if (world.logins.has(login)) return userNode(login)
      throw new GraphqlRefusal('NOT_FOUND', `Could not resolve to a User with the login of '${login}'.`)
    },
    organization: ({ login }: { login: string }) => organization(world, login),
    node: ({ id }: { id: string }) => anyNode(world, id),
  }
}

interface RepositoryName {
  readonly owner: string
  readonly name: string
  readonly followRenames: boolean
}

/** Under a former name it is found, too, and answers with the new one. */
function namedRepository(world: World, { owner: login, name, followRenames }: RepositoryName): object {
  const asked = `${login}/${name}`
  const repository = world.repositories.find(asked)
  const hasMoved = repository && repository.fullName.toLowerCase() !== asked.toLowerCase()
  const none = new GraphqlRefusal('NOT_FOUND', `Could not resolve to a Repository with the name '${asked}'.`)
  if (!repository || (hasMoved && !followRenames)) throw none
  try {
    demandOf(world, repository, METADATA, asked)
  } catch (error) {
    throw error instanceof GraphqlRefusal ? none : error
  }
  return repositoryNode(world, repository)
}

function organization(world: World, login: string): object {
  const own = world.repositories.all().filter(({ fullName }) => fullName.startsWith(`${login}/`))
  if (own.length === 0)
    throw new GraphqlRefusal(
      'NOT_FOUND',
      `Could not resolve to an Organization with the login of '${login}'.`,
    )
  const hasTeam = (slug: string) => own.some(({ policy }) => policy.teams.has(slug))
  const team = (slug: string) => ({ __typename: 'Team', id: teamId(login, slug), name: slug, slug })
  return {
    id: organizationId(login),
    login,
    team: ({ slug }: { slug: string }) => (hasTeam(slug) ? team(slug) : null),
  }
}

async function anyNode(world: World, id: string): Promise<object> {
  const outside = readNodeId(id)
  if (outside?.kind === 'U' && world.logins.has(outside.what)) return userNode(outside.what)
  const { of, kind, what } = owner(world, id, ['R', 'PR', 'REF', 'LA', 'IC', 'O'], METADATA)
  const [number, index] = what.split('/').map(Number) as [number, number]
  const pull = of.pulls().find((candidate) => candidate.number === number)
  switch (kind) {
    case 'R':
      return repositoryNode(world, of)
    case 'LA':
      return labelNode(of, what)
    case 'PR':
    case 'IC':
      mayRead(world, of, 'pull_requests')
      if (!pull) throw noNode(id)
      return kind === 'PR' ? pullNode(world, of, pull) : commentNode(of, pull, index)
    default: {
      mayRead(world, of, 'contents')
      const found = kind === 'REF' ? await refNode(of, what) : await gitObject(of, what)
      if (!found) throw noNode(id)
      return found
    }
  }
}
