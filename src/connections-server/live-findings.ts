import {
  type DesiredSetting,
  type DesiredSignIn,
  isSameAddress,
  isSameValue,
  settingName,
  tokenOrigin,
} from '../desired-state/index.ts'
import { type Fault, type Finding, type FindingId, findingsAt } from '../findings.ts'
import { truncate } from '../text/truncate.ts'
import { type AnswerFault, readAnswer, shownAddress } from './answer.ts'
import { CLIENT_CERTIFICATE_CURE } from './connection-failure.ts'
import type { LiveAnswer, ServerObservation } from './observation.ts'
import { isReportable, reportedValues } from './reported-values.ts'

/**
 * What keeps the apps from learning how to sign in, and where the running server differs from what is wanted.
 * @param wanted every wanted setting; those that the server never reports are passed over
 * @param repositoryIsAsWanted the file in the repository holds the wanted values already; undefined where that is not known
 * @param provider the OIDC provider that intercepts the apps, where it is known
 * @returns nothing where there is no connection: then the certificate's findings say why
 */
export function liveFindings(
  observation: ServerObservation,
  wanted: readonly DesiredSetting[],
  repositoryIsAsWanted: boolean | undefined,
  provider?: string,
): Finding[] {
  if (observation.kind === 'unreachable') return []
  const where = observation.address.securityConfigurationUrl
  const answer = readAnswer({ url: where, who: 'the apps', content: 'the settings' }, observation.live)
  const faults =
    'json' in answer
      ? settingFaults(answer.json, wanted, EXPLANATIONS[`${repositoryIsAsWanted}`])
      : [answerFault(answer, where, provider)]
  return findingsAt(where, faults)
}

const STEPS = 'the file in with wsadmin, synchronise all nodes completely and restart the Mobile application'

interface Explanation {
  readonly why: string
  readonly cure: string
}

/** Why the server may have another value, and what to do: by whether the repository has the wanted one. */
const EXPLANATIONS = {
  true: {
    why: 'The repository is right, but the server still has the old value: the check-in, the full synchronisation or the restart of Mobile is missing.',
    cure: `Check ${STEPS}; one of these steps is missing.`,
  },
  false: {
    why: 'The repository is not up to date yet, so merge first.',
    cure: `Merge the pull request with the new values, then check ${STEPS}.`,
  },
  undefined: {
    why: 'Whether the repository is up to date is unknown.',
    cure: 'Solve what makes this run fail, then run again: the next run says which step is missing.',
  },
}

function settingFaults(json: object, wanted: readonly DesiredSetting[], explanation: Explanation): Fault[] {
  const { values, isComplete } = reportedValues(json)
  const cutNote = isComplete ? '' : ' The answer is longer than the part that was read.'
  // An error in JSON, or a version with other names: a check that has seen nothing must not look like one that found all well.
  if (values.size === 0) {
    const what = `The answer is JSON but has none of the settings, so the settings of the server are unknown.${cutNote}`
    const cure =
      'Open the address in a browser. If it shows an error, check the Mobile application and the proxies in front of it; otherwise, sign in with a phone to be sure.'
    return [{ id: 'MSSO070', what, cure }]
  }
  const settings = wanted.filter((setting) => isReportable(settingName(setting)))
  const missing = settings.map(settingName).filter((name) => !values.has(name))
  const unreported: Fault = {
    id: 'MSSO069',
    what: `The server does not report ${missing.join(', ')}, so whether it has the right values is unknown.${cutNote}`,
    cure: 'If your version of Connections does not report them, you need to do nothing; sign in with a phone to be sure.',
    wanted: missing.join(' '),
  }
  return [
    ...settings.map((setting) => difference(setting, values.get(settingName(setting)), explanation)),
    missing.length > 0 ? unreported : undefined,
  ]
}

const MAX_SHOWN_CHARACTERS = 300
const MAX_SHOWN_VALUES = 3

function difference(
  setting: DesiredSetting,
  values: ReadonlySet<string> = new Set(),
  { why, cure }: Explanation,
): Fault {
  const reported = [...values]
  const others = reported.filter((value) => !isSameValue(setting, value))
  if (others.length === 0) return undefined
  const name = settingName(setting)
  const shown = reported.slice(0, MAX_SHOWN_VALUES).map((value) => truncate(value, MAX_SHOWN_CHARACTERS))
  const more = reported.length > MAX_SHOWN_VALUES ? [`${reported.length - MAX_SHOWN_VALUES} more`] : []
  const list = [...shown.map((value) => `"${value}"`), ...more].join(' and ')
  const isOneOfThem = others.length < reported.length
  const several = reported.length > 1 ? ', which are several values' : ''
  const what = isOneOfThem
    ? `${name} is ${list} on the server; only one of these is right. ${why}`
    : `${name} is ${list} on the server${several}; it should be "${setting.value}". ${why}`
  const id = isOneOfThem ? 'MSSO068' : 'MSSO067'
  return { id, what, cure, wanted: setting.value, found: shown.join(' | ') }
}

const MOBILE_RUNS = 'Check that the Mobile application is installed and started, and read its SystemOut.log.'

/** What to do about an answer that tells nothing. @see https://www.ibm.com/docs/en/was-nd/8.5.5?topic=realm-security-custom-properties */
function answerFault({ kind, target, what, found }: AnswerFault, where: string, provider?: string): Fault {
  const property = provider
    ? `${provider}.excludedPathFilter`
    : 'excludedPathFilter of the provider whose interceptedPathFilter has "/mobile/.*"'
  // The rule that most of the faults break.
  const letThrough = `The apps call this address before anybody has signed in, so it must answer without authentication. Add "/mobile/homepage/SecurityConfiguration" to ${property}: if com.ibm.websphere.security.performTAIForUnprotectedURI is true, the interceptor requires a sign-in for everything else. Also let it through on every proxy in front of WebSphere.`
  const isMoved = target && shownAddress(target).endsWith(new URL(where).pathname)
  const moved = 'Use the address that it redirects to in connections-url and on the phones.'
  const forward = 'Check connections-url, and check that the proxy forwards /mobile.'
  const open =
    'Open the address in a browser and see what answers; a proxy may change or truncate the answer.'
  const load = 'Check the load of the server and the proxies in front of it.'
  const again = 'Run again; if it happens again, check the proxies in front of the server.'
  const faults: Record<AnswerFault['kind'], readonly [FindingId, cure: string]> = {
    redirect: ['MSSO060', isMoved ? moved : letThrough],
    'sign-in': ['MSSO061', letThrough],
    missing: ['MSSO062', `${forward} ${MOBILE_RUNS}`],
    failing: ['MSSO063', MOBILE_RUNS],
    'web page': ['MSSO064', letThrough],
    'no JSON': ['MSSO065', `${open} ${MOBILE_RUNS}`],
    timeout: ['MSSO066', `${load} ${MOBILE_RUNS}`],
    broken: ['MSSO066', `${again} ${MOBILE_RUNS}`],
    'too large': ['MSSO066', letThrough],
    'client certificate': ['MSSO072', `${CLIENT_CERTIFICATE_CURE} Sign in with a phone to be sure.`],
  }
  const [id, cure] = faults[kind]
  return { id, what, cure, found }
}

/**
 * What keeps the desktop plug-ins from learning how to sign in. The vendor has the web server redirect what they ask to the provider's
 * discovery document; the redirect is looked at, and not followed.
 * @param url what they ask before anybody has signed in
 * @param arePlugInsWanted whether the sign-in is set up for them; else it is a note
 * @see https://github.com/HCL-TECH-SOFTWARE/connections-doc/blob/03afb68e2110bf0e7d29392cbb38032f94a82490/v8-cr13/admin/secure/t_azure_config_conn_oidc.md
 */
export function plugInFindings(
  url: string,
  live: LiveAnswer,
  { signIn, arePlugInsWanted }: { readonly signIn: DesiredSignIn; readonly arePlugInsWanted: boolean },
): Finding[] {
  const origin = tokenOrigin(signIn)
  const answer = readAnswer({ url, who: 'the desktop plug-ins', content: 'a discovery document' }, live)
  const fault = 'json' in answer ? documentFault(answer.json) : answer
  if (!fault || fault.kind === 'client certificate') return []
  const { target, what, found } = fault
  const discovery = origin?.discovery ?? url
  if (target?.protocol === 'https:' && target.href !== url && isSameAddress(discovery, target)) return []
  const document = origin ? ` "${origin.discovery}"` : " and the address of the provider's discovery document"
  const cure = `If you use desktop plug-ins, add Redirect "/.well-known/openid-configuration"${document} to the configuration of the web server, and let the address through without a sign-in on every proxy in front of it.`
  return findingsAt(url, [{ id: arePlugInsWanted ? 'MSSO133' : 'MSSO132', what, cure, found }])
}

/** @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata */
function documentFault(json: Readonly<Record<string, unknown>>): AnswerFault | undefined {
  const endpoints = [json['authorization_endpoint'], json['token_endpoint']]
  if (endpoints.every((endpoint) => typeof endpoint === 'string')) return undefined
  const what = 'It answers with JSON that is not an OpenID Connect discovery document.'
  return { kind: 'no JSON', what, found: 'JSON' }
}
