import { type Service, send } from './service.ts'

export interface JsonRequest {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** An object is sent as JSON, a text as a form. */
  readonly body?: object | string
}

/** Refused by a service: the request and the status, and the service's own message. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
  readonly status: number

  constructor(request: string, status: number, content: unknown) {
    const { message, error_description: described, error } = (content ?? {}) as Record<string, unknown>
    const nested = (error as { readonly message?: unknown } | undefined)?.message
    super(`${request} answered ${status}: ${message ?? nested ?? described ?? 'without a message'}`)
    this.status = status
  }
}

/**
 * Sends what a person would, past the recording.
 * @returns the JSON of the answer, undefined without one
 * @throws RefusedError
 */
// biome-ignore lint/suspicious/noExplicitAny: what is read of it is judged by the stories
export async function ask(service: Service, { method, url, headers = {}, body }: JsonRequest): Promise<any> {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  const type = typeof body === 'string' ? 'application/x-www-form-urlencoded' : 'application/json'
  const answer = await send(service, {
    method,
    url,
    headers: {
      accept: 'application/json',
      'user-agent': 'mobile-sso-config acceptance',
      ...(body === undefined
        ? {}
        : { 'content-type': type, 'content-length': String(Buffer.byteLength(text)) }),
      ...headers,
    },
    body: Buffer.from(text),
  })
  const content = parsed(answer.body.toString())
  if (answer.status < 200 || answer.status > 299)
    throw new RefusedError(`${method} ${service.host}${url.split('?')[0]}`, answer.status, content)
  return content
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
