import { type Finding, type FindingId, finding } from '../findings.ts'
import { CLIENT_CERTIFICATE_CURE } from './client-certificate.ts'
import type { LiveAnswer } from './observation.ts'
import { type AnswerFault, readAnswer, shownAddress } from './read-answer.ts'

/**
 * The settings that the server told, or why it told none.
 * @param provider the OIDC provider that intercepts the apps; undefined where it is not known
 */
export function answerFinding(
  where: string,
  live: LiveAnswer,
  provider: string | undefined,
): { readonly json: object } | { readonly finding: Finding } {
  const answer = readAnswer({ url: where, who: 'the apps', content: 'the settings' }, live)
  if ('json' in answer) return answer
  const { what, found } = answer
  return { finding: finding(IDS[answer.kind], { where, what, cure: cureOf(answer, where, provider), found }) }
}

const IDS: Record<AnswerFault['kind'], FindingId> = {
  redirect: 'MSSO060',
  'sign-in': 'MSSO061',
  missing: 'MSSO062',
  failing: 'MSSO063',
  'web page': 'MSSO064',
  'no JSON': 'MSSO065',
  timeout: 'MSSO066',
  broken: 'MSSO066',
  'too large': 'MSSO066',
  'client certificate': 'MSSO072',
}

const MOBILE_RUNS = 'Check that the Mobile application is installed and started, and its SystemOut.log.'

function cureOf({ kind, target }: AnswerFault, where: string, provider: string | undefined): string {
  switch (kind) {
    case 'redirect':
      return target && shownAddress(target).endsWith(new URL(where).pathname)
        ? 'Use the address that it leads to in connections-url, and on the phones.'
        : letThrough(provider)
    case 'sign-in':
    case 'web page':
    case 'too large':
      return letThrough(provider)
    case 'missing':
      return `Check connections-url, and that the proxy hands /mobile on. ${MOBILE_RUNS}`
    case 'failing':
      return MOBILE_RUNS
    case 'no JSON':
      return `Open the address in a browser and see what answers; a proxy may change or cut it. ${MOBILE_RUNS}`
    case 'timeout':
      return `Check the load of the server and the proxies before it. ${MOBILE_RUNS}`
    case 'broken':
      return `Run again; if it stays, check the proxies before the server. ${MOBILE_RUNS}`
    case 'client certificate':
      return `${CLIENT_CERTIFICATE_CURE} Sign in with a phone to be sure.`
  }
}

/**
 * The rule that most of the faults break.
 * @see https://www.ibm.com/docs/en/was-nd/8.5.5?topic=realm-security-custom-properties
 */
function letThrough(provider: string | undefined): string {
  const property = provider
    ? `${provider}.excludedPathFilter`
    : 'excludedPathFilter of the provider whose interceptedPathFilter has "/mobile/.*"'
  return `The apps ask this address before anybody has signed in, so it has to answer without authentication. Put "/mobile/homepage/SecurityConfiguration" into ${property}: where com.ibm.websphere.security.performTAIForUnprotectedURI is true, the interceptor wants a sign-in of everything else. Let it through on every proxy before WebSphere, too.`
}
