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
  const nowCalled = ({ owner, repo }: Named, repository: unknown): Named => {
    const name = fullName(repository)
    warn(
      `${owner}/${repo} is called ${name.owner}/${name.repo} now. Correct config-repository: somebody else may take the old name.`,
    )
    return name
  }
  hook.wrap('request', async (request, options) => {
    if (!isNamed(options)) return request(options)
    const { owner, repo } = options
    const isOfRepository = options.url === '/repos/{owner}/{repo}'
    if (!current || isOfRepository) {
      const answer = await request(options)
      if (isOfRepository || !isElsewhere(answer.url, options)) return answer
    }
    current ??= rest.repos.get({ owner, repo }).then(({ data }) => nowCalled({ owner, repo }, data))
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
  const name = field(route, repository, 'full_name', 'string')
  const [, owner, repo] = /^(\w[\w-]*)\/((?!\.{1,2}$)[\w.-]+)$/.exec(name) ?? []
  if (!owner || !repo) throw new UnexpectedAnswerError(route, 'no usable "full_name"')
  return { owner, repo }
}
