import type { BeforeMutation, EarlyFault, RecordedRequest } from '../requests.ts'
import type { Answer } from '../route.ts'
import { answerGraphql, type GraphqlRequest } from './answer.ts'
import { unprocessable } from './errors.ts'
import type { Subjects } from './subjects.ts'
import type { World } from './world.ts'

/** A document that a fault ended on the way; the fields before it have been carried out. */
export interface Ended {
  readonly ended: EarlyFault
}

/** Answers a request at one moment: the repositories that it names stay locked until then. */
export async function answerDocument(
  request: RecordedRequest,
  { repositories }: Subjects,
  world: Omit<World, 'beforeMutation'>,
  handlers: Iterable<BeforeMutation>,
): Promise<Answer | Ended> {
  let ended: EarlyFault | undefined
  const beforeMutation = async (field: string, index: number) => {
    for (const handler of handlers) ended ??= await handler({ field, index, request })
    if (ended) throw unprocessable('The document ends here.')
  }
  const carryOut = () => answerGraphql(request.body as GraphqlRequest, { ...world, beforeMutation })
  const locked = repositories.reduce<() => Promise<object>>(
    (inner, repository) => () => repository.exclusively(inner),
    carryOut,
  )
  const body = await locked()
  return ended ? { ended } : { status: 200, body }
}
