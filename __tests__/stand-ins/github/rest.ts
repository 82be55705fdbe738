import { demand, type Token } from './access.ts'
import type { Answers } from './answers.ts'
import { requestViolations, responseViolations } from './description.ts'
import { Refusal } from './refusal.ts'
import type { RepositoryStandIn } from './repository.ts'
import type { RecordedRequest } from './requests.ts'
import type { Answer } from './route.ts'
import { HANDLERS, type Match } from './routes.ts'

interface RestRequest {
  readonly match: Match
  readonly url: URL
  readonly recorded: RecordedRequest
  readonly token: Token
  readonly repository: RepositoryStandIn | undefined
}

/**
 * Executes a request, and checks it and its answer against GitHub's description.
 * @throws Refusal
 */
export async function answerRest(
  { match, url, recorded, token, repository }: RestRequest,
  answers: Answers,
  violations: string[],
): Promise<Answer> {
  const { route, path } = match
  violations.push(...requestViolations(route, url.searchParams, recorded.body))
  if (!repository) throw new Refusal(404, 'Not Found')
  const { needs, handle } = HANDLERS[route]!
  demand(token, repository, needs)
  const call = { repository, token, path, query: url.searchParams, body: recorded.body, answers }
  const answer = await repository.exclusively(() => handle(call))
  violations.push(...responseViolations(route, answer.status, answer.body))
  return answer
}

/** Whether a request names the repository as it is called now. */
export function hasName({ fullName }: RepositoryStandIn, { path }: Match): boolean {
  return fullName.toLowerCase() === `${path['owner']}/${path['repo']}`.toLowerCase()
}

/** @see https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects */
export function moved(method: string, { pathname, search }: URL, repositoryUrl: string): Answer {
  const location = `${repositoryUrl}${pathname.replace(/^.*?\/repos\/[^/]+\/[^/]+/, '')}${search}`
  return method === 'GET'
    ? { status: 301, headers: { location }, body: { message: 'Moved Permanently', url: location } }
    : { status: 307, headers: { location }, body: { message: 'Temporary Redirect', url: location } }
}
