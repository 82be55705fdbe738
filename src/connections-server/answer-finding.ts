import { type Finding, type FindingId, finding } from '../findings.ts'
import { CLIENT_CERTIFICATE_CURE, wantsCertificateInAnswer } from './client-certificate.ts'
import type { LiveAnswer } from './observation.ts'

type Answered = Extract<LiveAnswer, { readonly kind: 'answer' }>

/** The rule that most of the faults break. */
const UNAUTHENTICATED =
  'The apps ask this address before anybody has signed in: let it through without authentication on WebSphere (out of the filter of the OIDC interceptor) and on every proxy before it.'

const MOVED = 'Use the address that it leads to in connections-url, and on the phones.'

const MOBILE_RUNS = 'Check that the Mobile application is installed and started, and its SystemOut.log.'

/** The settings that the server told, or why it told none. */
export function answerFinding(
  where: string,
  live: LiveAnswer,
): { readonly json: object } | { readonly finding: Finding } {
  const report = (id: FindingId, what: string, cure: string, found: string) => ({
    finding: finding(id, { where, what, cure, found }),
  })
  if (wantsCertificateInAnswer(live))
    return report(
      'MSSO072',
      'It wants a certificate of the client, so nothing is known about the settings of the server.',
      `${CLIENT_CERTIFICATE_CURE} Sign in with a phone to be sure.`,
      'client certificate',
    )
  if (live.kind === 'none')
    return report('MSSO066', `${REASONS[live.reason]}${code(live.detail)}.`, CURES[live.reason], live.reason)
  const { status } = live
  const found = String(status)
  if (status >= 300 && status < 400) {
    const target = targetOf(live, where)
    const to = target ? `to "${target}"` : 'elsewhere without saying where'
    return report(
      'MSSO060',
      `It answers with ${status} and sends the apps ${to}.`,
      target.endsWith(new URL(where).pathname) ? MOVED : UNAUTHENTICATED,
      target || found,
    )
  }
  if (status === 401 || status === 403 || status === 407)
    return report(
      'MSSO061',
      `It answers with ${status}, so it wants to know who asks.`,
      UNAUTHENTICATED,
      found,
    )
  if (status === 404)
    return report(
      'MSSO062',
      'It answers with 404.',
      `Check connections-url, and that the proxy hands /mobile on. ${MOBILE_RUNS}`,
      found,
    )
  if (status !== 200) return report('MSSO063', `It answers with ${status}.`, MOBILE_RUNS, found)
  if (isWebPage(live))
    return report(
      'MSSO064',
      'It answers with a web page, probably a sign-in, in place of JSON.',
      UNAUTHENTICATED,
      live.contentType || 'HTML',
    )
  const json = parse(live.body)
  return json
    ? { json }
    : report(
        'MSSO065',
        live.body.trim() === ''
          ? 'It answers with nothing.'
          : 'It answers with something that is no JSON object.',
        `Open the address in a browser and see what answers; a proxy may change or cut it. ${MOBILE_RUNS}`,
        live.contentType || 'no content type',
      )
}

type NoAnswerReason = Extract<LiveAnswer, { readonly kind: 'none' }>['reason']

const REASONS: Record<NoAnswerReason, string> = {
  timeout: 'The connection stands, but there is no whole answer in time',
  broken: 'The connection broke before the whole answer was there',
  'too large': 'The answer is longer than 1 MB, so it is not the settings',
}

const CURES: Record<NoAnswerReason, string> = {
  timeout: `Check the load of the server and the proxies before it. ${MOBILE_RUNS}`,
  broken: `Run again; if it stays, check the proxies before the server. ${MOBILE_RUNS}`,
  'too large': UNAUTHENTICATED,
}

function code(detail: string): string {
  return detail && ` (${detail})`
}

/** Host and path of the redirect. Its query, and parameters in its path, may hold a session. */
function targetOf({ location }: Answered, base: string): string {
  const target = location === undefined ? null : URL.parse(location, base)
  return target ? target.host + target.pathname.replace(/;.*/, '') : ''
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
