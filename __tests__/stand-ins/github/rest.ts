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
