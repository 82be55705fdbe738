import { type DesiredSetting, isSameValue, settingName } from '../desired-state/index.ts'
import { type Finding, type FindingId, finding } from '../findings.ts'
import { truncate } from '../text/truncate.ts'
import { type AnswerFault, CLIENT_CERTIFICATE_CURE, readAnswer, shownAddress } from './answer.ts'
import type { ServerObservation } from './observation.ts'
import { isReportable, reportedValues } from './reported-values.ts'

/** Characters of a value that are shown. */
const MAX_VALUE_LENGTH = 300

/** Different values of one setting that are shown. */
const MAX_VALUES = 3

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
  if (!('json' in answer)) {
    const { what, found } = answer
    return [finding(FAULTS[answer.kind], { where, what, cure: cureOf(answer, where, provider), found })]
  }
  const { values, isComplete } = reportedValues(answer.json)
  const cutNote = isComplete ? '' : ' The answer is longer than what is looked at.'
  if (values.size === 0) return [noneReported(where, cutNote)]
  const settings = wanted.filter((setting) => isReportable(settingName(setting)))
  const missing = settings.map(settingName).filter((name) => !values.has(name))
  const explained = explanation(repositoryIsAsWanted)
  return [
    ...settings.flatMap((setting) =>
      differences(where, setting, [...(values.get(settingName(setting)) ?? [])], explained),
    ),
    ...(missing.length > 0 ? [notReported(where, missing, cutNote)] : []),
  ]
}

const SERVER_STEPS =
  'check the file in with wsadmin, synchronise all nodes completely and restart the Mobile application'

type Explanation = readonly [why: string, cure: string]

/** Why the server may have another value, and what to do: by whether the repository has the wanted one. */
function explanation(repositoryIsAsWanted: boolean | undefined): Explanation {
  if (repositoryIsAsWanted === undefined)
    return [
      'It is not known whether the repository is up to date.',
      'Run again when what makes this run fail is mended: then it says which step is missing.',
    ]
  if (repositoryIsAsWanted)
    return [
      'The repository is right but the server still has the old value: the check-in, the full synchronisation or the restart of Mobile is missing.',
      `${SERVER_STEPS.replace(/^c/, 'C')}; one of these steps is missing.`,
    ]
  return [
    'The repository is not up to date yet, so merge first.',
    `Merge the pull request with the wanted values; then ${SERVER_STEPS}.`,
  ]
}

function differences(
  where: string,
  setting: DesiredSetting,
  reported: readonly string[],
  [why, cure]: Explanation,
): Finding[] {
  const others = reported.filter((value) => !isSameValue(setting, value))
  if (others.length === 0) return []
  const name = settingName(setting)
  const shown = reported.slice(0, MAX_VALUES).map((value) => truncate(value, MAX_VALUE_LENGTH))
  const more = reported.length > MAX_VALUES ? [`${reported.length - MAX_VALUES} more`] : []
  const list = [...shown.map((value) => `"${value}"`), ...more].join(' and ')
  const isOneOfThem = others.length < reported.length
  const several = reported.length > 1 ? ', which are several values' : ''
  const what = isOneOfThem
    ? `${name} is ${list} on the server; only one of these is right. ${why}`
    : `${name} is ${list} on the server${several}; it should be "${setting.value}". ${why}`
  const found = shown.join(' | ')
  return [finding(isOneOfThem ? 'MSSO068' : 'MSSO067', { where, what, cure, wanted: setting.value, found })]
}

/** An error in JSON, or a version with other names: a check that has seen nothing must not look like one that found all well. */
function noneReported(where: string, cutNote: string): Finding {
  return finding('MSSO070', {
    where,
    what: `The answer is JSON and holds none of the settings, so nothing is known about those of the server.${cutNote}`,
    cure: 'Open the address in a browser: where it shows an error, check the Mobile application and the proxies before it; else sign in with a phone to be sure.',
  })
}

/** What is not reported is not known to differ. */
function notReported(where: string, names: readonly string[], cutNote: string): Finding {
  return finding('MSSO069', {
    where,
    what: `The server does not report ${names.join(', ')}, so it is not known whether it has the wanted values.${cutNote}`,
    cure: 'Nothing has to be done where the version of Connections does not report them; sign in with a phone to be sure.',
    wanted: names.join(' '),
  })
}

const FAULTS: Record<AnswerFault['kind'], FindingId> = {
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
      return `Run again; if it happens again, check the proxies before the server. ${MOBILE_RUNS}`
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
