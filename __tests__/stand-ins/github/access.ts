import { notFound, Refusal } from './refusal.ts'
import type { RepositoryStandIn } from './repository.ts'

export type Level = 'read' | 'write'
export type Resource = 'contents' | 'pull_requests' | 'issues' | 'metadata'
export type Permissions = { readonly [resource in Resource]?: Level }

export interface Token {
  readonly login: string
  readonly kind: 'installation' | 'user'
  /** By full name of the repository. */
  readonly permissions: Readonly<Record<string, Permissions>>
}

/** Any one of these is enough. */
export type Needs = readonly (readonly [Resource, Level])[]

/**
 * Refuses what the token may not do, with the words for its kind.
 * @see https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
export function demand(token: Token, repository: RepositoryStandIn, needs: Needs): void {
  const granted = repository.names.map((name) => token.permissions[name]).find(Boolean)
  if (!granted && repository.isPrivate) throw notFound()
  const isAllowed = needs.some(([resource, level]) => {
    // Every token may read the metadata of a repository that it has any permission in.
    const has = granted?.[resource] ?? (granted && resource === 'metadata' ? 'read' : undefined)
    return has === 'write' || (level === 'read' && (has === 'read' || !repository.isPrivate))
  })
  if (isAllowed) {
    const writes = needs.every(([, level]) => level === 'write')
    if (writes && repository.isArchived) throw new Refusal(403, 'Repository was archived so is read-only.')
    return
  }
  const kind = token.kind === 'installation' ? 'integration' : 'personal access token'
  const accepted = needs.map(([resource, level]) => `${resource}=${level}`).join('; ')
  throw new Refusal(403, `Resource not accessible by ${kind}`, {
    headers: { 'x-accepted-github-permissions': accepted },
  })
}
