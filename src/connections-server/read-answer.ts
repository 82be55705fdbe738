import { wantsCertificateInAnswer } from './client-certificate.ts'
import type { LiveAnswer } from './observation.ts'

type Answered = Extract<LiveAnswer, { readonly kind: 'answer' }>
type Unanswered = Extract<LiveAnswer, { readonly kind: 'none' }>

/** An address that is asked before anybody has signed in. */
export interface Asked {
  readonly url: string
  /** "the apps" */
  readonly who: string
  /** What it should answer with: "the settings". */
  readonly content: string
}

/** Why an answer tells nothing. */
export interface AnswerFault {
  readonly kind:
    | 'client certificate'
    | 'redirect'
    | 'sign-in'
    | 'missing'
    | 'failing'
    | 'web page'
    | 'no JSON'
    | Unanswered['reason']
  /** A sentence. */
  readonly what: string
  /** What was seen, in a word or an address. */
  readonly found: string
  /** Of a redirect. */
  readonly target?: URL | undefined
}

/** The JSON that everybody may read at an address, or why nobody can. */
export function readAnswer(
  { url, who, content }: Asked,
  live: LiveAnswer,
): { readonly json: object } | AnswerFault {
  if (wantsCertificateInAnswer(live))
    return {
      kind: 'client certificate',
      what: 'It wants a certificate of the client, so nothing is known about the settings of the server.',
      found: 'client certificate',
    }
  if (live.kind === 'none')
    return {
      kind: live.reason,
      what: `${REASONS[live.reason](content)}${code(live.detail)}.`,
      found: live.reason,
    }
  const { status } = live
  const found = String(status)
  if (status >= 300 && status < 400) return redirect(live, url, who)
  if (status === 401 || status === 403 || status === 407)
    return { kind: 'sign-in', what: `It answers with ${status}, so it wants to know who asks.`, found }
  if (status === 404) return { kind: 'missing', what: 'It answers with 404.', found }
  if (status !== 200) return { kind: 'failing', what: `It answers with ${status}.`, found }
  if (isWebPage(live))
    return {
      kind: 'web page',
      what: 'It answers with a web page, probably a sign-in, in place of JSON.',
      found: live.contentType || 'HTML',
    }
  const json = parse(live.body)
  if (json) return { json }
  const isEmpty = live.body.trim() === ''
  const what = isEmpty ? 'It answers with nothing.' : 'It answers with something that is no JSON object.'
  return { kind: 'no JSON', what, found: live.contentType || 'no content type' }
}

const REASONS: Record<Unanswered['reason'], (content: string) => string> = {
  timeout: () => 'The connection stands, but there is no whole answer in time',
  broken: () => 'The connection broke before the whole answer was there',
  'too large': (content) => `The answer is longer than 1 MB, so it is not ${content}`,
}

function code(detail: string): string {
  return detail && ` (${detail})`
}

function redirect({ status, location }: Answered, base: string, who: string): AnswerFault {
  const target = location === undefined ? undefined : (URL.parse(location, base) ?? undefined)
  const shown = target && shownAddress(target)
  const to = shown ? `to "${shown}"` : 'elsewhere without saying where'
  return {
    kind: 'redirect',
    what: `It answers with ${status} and sends ${who} ${to}.`,
    found: shown || String(status),
    target,
  }
}

/** Host and path. Its query, and parameters in its path, may hold a session. */
export function shownAddress({ host, pathname }: URL): string {
  return host + pathname.replace(/;.*/, '')
}

function isWebPage({ contentType, body }: Answered): boolean {
  return /\bx?html\b/i.test(contentType) ? parse(body) === undefined : body.trimStart().startsWith('<')
}

/** Undefined for anything but an object or a list. */
function parse(body: string): object | undefined {
  try {
    const json: unknown = JSON.parse(body.replace(/^\ufeff/, ''))
    return typeof json === 'object' && json !== null ? json : undefined
  } catch {
    return undefined
  }
}
