import { jsonObject } from '../text/json.ts'
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
  { url, who, content }: Question,
  live: LiveAnswer,
): { readonly json: object } | AnswerFault {
  if (wantsCertificateInAnswer(live))
    return {
      kind: 'client certificate',
      what: 'It wants a certificate of the client, so nothing is known about the settings of the server.',
      found: 'client certificate',
    }
  if (live.kind === 'none') {
    const { reason, detail } = live
    const what = `${REASONS[reason](content)}${detail && ` (${detail})`}.`
    return { kind: reason, what, found: reason }
  }
  const { status } = live
  const found = String(status)
  if (status >= 300 && status < 400) return redirect(live, url, who)
  if (status === 401 || status === 403 || status === 407)
    return { kind: 'sign-in', what: `It answers with ${status}, so it requires authentication.`, found }
  if (status === 404) return { kind: 'missing', what: 'It answers with 404.', found }
  if (status !== 200) return { kind: 'failing', what: `It answers with ${status}.`, found }
  if (isWebPage(live))
    return {
      kind: 'web page',
      what: 'It answers with a web page, probably a sign-in, in place of JSON.',
      found: live.contentType || 'HTML',
    }
  const json = jsonObject(live.body)
  if (json) return { json }
  const what = live.body.trim()
    ? 'It answers with something that is no JSON object.'
    : 'It answers with nothing.'
  return { kind: 'no JSON', what, found: live.contentType || 'no content type' }
}

const REASONS: Record<NoAnswer['reason'], (content: string) => string> = {
  timeout: () => 'The connection stands, but there is no whole answer in time',
  broken: () => 'The connection broke before the whole answer was there',
  'too large': (content) => `The answer is longer than 1 MB, so it is not ${content}`,
}

function redirect({ status, location }: HttpAnswer, base: string, who: string): AnswerFault {
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

function isWebPage({ contentType, body }: HttpAnswer): boolean {
  return /\bx?html\b/i.test(contentType) ? jsonObject(body) === undefined : body.trimStart().startsWith('<')
}

/** Alerts that are about a certificate of the client: it has shown none. */
const ABOUT_CERTIFICATE = /ALERT_(?:NO_CERTIFICATE|BAD_CERTIFICATE|CERTIFICATE_\w+|UNKNOWN_CA)$/
/** Alerts that are about it when they come after the keys were agreed on: nothing else is left to refuse. */
const PERHAPS_ABOUT_CERTIFICATE = /ALERT_(?:HANDSHAKE_FAILURE|ACCESS_DENIED)$/

/** What nginx, Apache and IIS write where TLS went well and the certificate is missed afterwards. */
const CERTIFICATE_PAGE = /no required SSL certificate|client certificate|post-handshake authentication/i

/** What nobody has to do where the phones have a certificate. */
export const CLIENT_CERTIFICATE_CURE =
  'Nothing has to be done where the phones have a client certificate: the apps show it together with OAuth from version 6.0.7 on. Where they have none, ask for none at this address.'

/**
 * Whether a handshake failed because the client has no certificate. Node.js does not tell that one was asked for.
 * @param haveKeys client and server had agreed on keys, which is where a server without a common version or cipher never comes
 * @see https://www.rfc-editor.org/rfc/rfc8446#section-6.2
 */
export function wantsCertificateInHandshake(code: string, haveKeys: boolean): boolean {
  return ABOUT_CERTIFICATE.test(code) || (haveKeys && PERHAPS_ABOUT_CERTIFICATE.test(code))
}

/** Whether a request failed for it: in TLS 1.3, and where it is asked for one address only, it is missed after the handshake. */
function wantsCertificateInAnswer(live: LiveAnswer): boolean {
  if (live.kind === 'none') return wantsCertificateInHandshake(live.detail, true)
  return [400, 401, 403].includes(live.status) && CERTIFICATE_PAGE.test(live.body)
}
