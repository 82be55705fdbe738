import { field } from './answer.ts'
import type { GitHubClient } from './client.ts'
import { UnexpectedAnswerError } from './errors.ts'

/** A request's parameters, as far as they name the repository. */
interface Named {
  readonly owner: string
  readonly repo: string
  /** "owner:branch", where pull requests are looked for. */
  readonly head?: string
}

/**
 * GitHub redirects what is asked of a repository that was renamed, or whose owner was, but finds no pull request of "owner:branch"
 * by the old name. So the first answer that was redirected tells to ask for the new name, and everything is asked under that.
 * @param warn is told of the new name
 * @see https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 */
export function followRenames({ hook, rest }: GitHubClient, warn: (message: string) => void): void {
  let current: Promise<Named> | undefined
  const nowCalled = ({ owner, repo }: Named, name: Named): Named => {
    warn(
      `${owner}/${repo} is called ${name.owner}/${name.repo} now. Correct config-repository: somebody else may take the old name.`,
    )
    return name
  }
  hook.wrap('request', async (request, options) => {
    if (String(options.url).endsWith('/graphql')) {
      const answer = await request(options)
      const renamed = current ? undefined : renamedIn(answer.data, options['variables'])
      if (renamed) current = Promise.resolve(nowCalled(...renamed))
      return answer
    }
    if (!isNamed(options)) return request(options)
    const { owner, repo } = options
    const isOfRepository = options.url === '/repos/{owner}/{repo}'
    if (!current || isOfRepository) {
      const answer = await request(options)
      if (isOfRepository || !isElsewhere(answer.url, options)) return answer
    }
    current ??= rest.repos.get({ owner, repo }).then(({ data }) => nowCalled({ owner, repo }, fullName(data)))
    // What wraps hand on is this object, whatever they are given.
    Object.assign(options, under(await current, options))
    return request(options)
  })
}

function isNamed(options: object): options is Named {
  const { owner, repo } = options as Partial<Named>
  return typeof owner === 'string' && typeof repo === 'string'
}

/** @param url where the answer came from in the end; empty where that is not known */
function isElsewhere(url: string, { owner, repo }: Named): boolean {
  const path = URL.canParse(url) ? new URL(url).pathname.toLowerCase() : ''
  return path !== '' && !`${path}/`.includes(`/repos/${owner}/${repo}/`.toLowerCase())
}

function under({ owner, repo }: Named, { owner: old, head }: Named): Named {
  const isOwnHead = head?.startsWith(`${old}:`)
  return { owner, repo, ...(isOwnHead ? { head: `${owner}:${head!.slice(old.length + 1)}` } : {}) }
}

function fullName(repository: unknown): Named {
  const route = 'GET /repos/{owner}/{repo}'
  const named = asNamed(field(route, repository, 'full_name', 'string'))
  if (!named) throw new UnexpectedAnswerError(route, 'no usable "full_name"')
  return named
}

function asNamed(name: string): Named | undefined {
  const [, owner, repo] = /^(\w[\w-]*)\/((?!\.{1,2}$)[\w.-]+)$/.exec(name) ?? []
  return owner && repo ? { owner, repo } : undefined
}

/** GraphQL is not redirected: it answers for the repository by whichever name. @returns the old name and the new one */
function renamedIn(answer: unknown, variables: unknown): [old: Named, now: Named] | undefined {
  const { owner, name } = (variables ?? {}) as { readonly owner?: unknown; readonly name?: unknown }
  const { data } = (answer ?? {}) as { readonly data?: { readonly repository?: unknown } | null }
  const { nameWithOwner } = (data?.repository ?? {}) as { readonly nameWithOwner?: unknown }
  if (typeof nameWithOwner !== 'string' || typeof owner !== 'string' || typeof name !== 'string')
    return undefined
  if (nameWithOwner.toLowerCase() === `${owner}/${name}`.toLowerCase()) return undefined
  const now = asNamed(nameWithOwner)
  return now && [{ owner, repo: name }, now]
}
