import { jsonObject } from '../text/json.ts'
import { wantsCertificate } from './connection-failure.ts'
import type { HttpAnswer, LiveAnswer, NoAnswer } from './observation.ts'

/** An address that is asked before anybody has signed in. */
interface Question {
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
    | NoAnswer['reason']
  /** A sentence. */
  readonly what: string
  /** What was seen, in a word or an address. */
  readonly found: string
  /** Of a redirect. */
  readonly target?: URL | undefined
}

/** The JSON that everybody may read at an address, or why nobody can. */
export function readAnswer(
  question: Question,
  live: LiveAnswer,
): { readonly json: Readonly<Record<string, unknown>> } | AnswerFault {
  if (isCertificateMissed(live)) {
    const what = 'It requires a client certificate, so the settings of the server are unknown.'
    return { kind: 'client certificate', what, found: 'client certificate' }
  }
  if (live.kind === 'none') return noAnswer(live, question.content)
  const { status, contentType, body } = live
  const found = String(status)
  if (status >= 300 && status < 400) return redirect(live, question)
  if (status === 401 || status === 403 || status === 407)
    return { kind: 'sign-in', what: `It answers with ${status}, so it requires authentication.`, found }
  if (status !== 200)
    return { kind: status === 404 ? 'missing' : 'failing', what: `It answers with ${status}.`, found }
  const json = jsonObject(body)
  if (/\bx?html\b/i.test(contentType) ? !json : body.trimStart().startsWith('<')) {
    const what = 'It answers with a web page, probably a sign-in, instead of JSON.'
    return { kind: 'web page', what, found: contentType || 'HTML' }
  }
  if (json) return { json }
  const seen = body.trim() ? 'something that is not a JSON object' : 'an empty body'
  return { kind: 'no JSON', what: `It answers with ${seen}.`, found: contentType || 'no content type' }
}

function noAnswer({ reason, detail }: NoAnswer, content: string): AnswerFault {
  const reasons = {
    timeout: 'The connection was made, but no complete answer arrived in time',
    broken: 'The connection broke before the answer was complete',
    'too large': `The answer is longer than 1 MB, so it is not ${content}`,
  }
  return { kind: reason, what: `${reasons[reason]}${detail && ` (${detail})`}.`, found: reason }
}

function redirect({ status, location }: HttpAnswer, { url, who }: Question): AnswerFault {
  const target = location === undefined ? undefined : (URL.parse(location, url) ?? undefined)
  const shown = target && shownAddress(target)
  const to = shown ? `to "${shown}"` : 'elsewhere, without saying where'
  const what = `It answers with ${status} and sends ${who} ${to}.`
  return { kind: 'redirect', what, found: shown || String(status), target }
}

/** Host and path. Its query, and parameters in its path, may hold a session. */
export function shownAddress({ host, pathname }: URL): string {
  return host + pathname.replace(/;.*/, '')
}

/** What nginx, Apache and IIS write where TLS went well and the certificate is missed afterwards. */
const CERTIFICATE_PAGE = /no required SSL certificate|client certificate|post-handshake authentication/i

/** In TLS 1.3, and where it is asked for one address only, a client certificate is missed after the handshake. */
function isCertificateMissed(live: LiveAnswer): boolean {
  if (live.kind === 'none') return wantsCertificate(live.detail, true)
  return [400, 401, 403].includes(live.status) && CERTIFICATE_PAGE.test(live.body)
}
