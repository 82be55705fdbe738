import { AppRegistrationError } from '../../src/entra/service.ts'
import { ConfigRepositoryError } from '../../src/github/index.ts'
import { noProgress } from '../../src/modes/run.ts'
import { failureOf } from '../../src/report/failure.ts'
import { HOSTS, type Service } from './faults-services.ts'
import type { Ended } from './run-sources.ts'

/** What a failed run says that it has written to the repository. Only this file knows in which words. */
export interface Account {
  readonly certain: string
  /** Whose answer was lost. */
  readonly inDoubt: string
  readonly all: string
}

/** Heading and item of a run that fails when the app registration is changed, or may be. */
const [WRITTEN, REGISTRATION] = listOf('changed')
const [PERHAPS_WRITTEN] = listOf('in doubt')

function listOf(azure: 'changed' | 'in doubt'): readonly [heading: string, item: string] {
  const [list] = failureOf(new Error('Why.'), { ...noProgress(), azure }).lists
  return [list![0], `- ${list![1][0]}`]
}

/** @param failure what the step failed with @returns the items of one of its lists, a line each */
function itemsOf(failure: string, heading: string): string[] {
  const [, items = ''] = new RegExp(`^${heading}:\\n((?:- .*(?:\\n|$))+)`, 'm').exec(failure) ?? []
  return items.split('\n').filter((item) => item !== '')
}

/** @param failure what the step failed with */
export function accountOf(failure: string): Account {
  const [certain, inDoubt] = [WRITTEN, PERHAPS_WRITTEN].map((heading) =>
    itemsOf(failure, heading)
      .filter((item) => item !== REGISTRATION)
      .join('\n'),
  ) as [string, string]
  return { certain, inDoubt, all: `${certain}\n${inDoubt}` }
}

export const tellsOfPull = (account: string) => account.includes('pull request')

/** @param isCertain the app registration was changed, or nobody knows whether it was */
export const tellsOfRegistration = (failure: string, isCertain: boolean) =>
  itemsOf(failure, isCertain ? WRITTEN : PERHAPS_WRITTEN).some((item) => item === REGISTRATION)

/** The words for people whom a pull request is given to. */
const OF_PEOPLE = { assignees: 'assigned', reviewers: 'reviews of' } as const
export type PeoplePart = keyof typeof OF_PEOPLE

export const tellsOfPeople = (account: string, part: PeoplePart) => account.includes(OF_PEOPLE[part])

interface ReportedFinding {
  readonly id: string
  readonly place: string
  readonly what: string
}

/** Of one file, or of one environment of an inventory. */
interface Report {
  /** Of the environment. */
  readonly name?: string
  /** Why the environment could not be checked. */
  readonly failure?: string
  readonly findings: readonly ReportedFinding[]
}

/** The reports of all environments, or of the one file; none when the run failed before there was one. */
function reportsOf({ outputs }: Pick<Ended, 'outputs'>): readonly Report[] {
  if (!outputs['report']) return []
  const report = JSON.parse(outputs['report'])
  return report.environments ?? [report]
}

/** What the run has found, from its report. */
export function findings(ended: Pick<Ended, 'outputs'>): readonly ReportedFinding[] {
  return reportsOf(ended).flatMap((report) => report.findings)
}

export const findingIds = (ended: Pick<Ended, 'outputs'>) => findings(ended).map(({ id }) => id)

/** How errors are recognised that are about a service. */
interface Recognised {
  /** The kind of error whose message says what to do. */
  readonly kind: typeof ConfigRepositoryError | typeof AppRegistrationError
  /** Its address, its own name or its requests. */
  readonly names: readonly RegExp[]
  /** Of findings about it. */
  readonly places: readonly string[]
}

const address = (service: Service) => new RegExp(`https://${HOSTS[service]}(?![\\w.-])`)

const ERRORS: Readonly<Record<Service, Recognised>> = {
  github: {
    kind: ConfigRepositoryError,
    names: [/\b(?:GET|POST|PUT|PATCH|DELETE) \/(?:repos\/|graphql\b)/],
    places: [],
  },
  oidc: { kind: AppRegistrationError, names: [address('oidc')], places: [] },
  entra: { kind: AppRegistrationError, names: [address('entra')], places: ['discovery'] },
  graph: { kind: AppRegistrationError, names: [address('graph'), /Microsoft Graph/], places: [] },
  connections: { kind: AppRegistrationError, names: [], places: ['certificate', 'server'] },
}

/** The first sentence says what happened, the others what to do. */
const SENTENCES = /[.!?] \S/

/**
 * What is wrong with the way in which a run that failed says why. A check that went to its end says it with findings, and each environment
 * of an inventory with an error of its own.
 */
export function unhelpful(ended: Ended, service: Service): string[] {
  const { failure = '', error } = ended
  const { kind, names, places } = ERRORS[service]
  const reports = reportsOf(ended)
  const own = reports.flatMap((report) => report.failure ?? [])
  if (reports.length > 0 && own.length === 0)
    return findings(ended).some(({ place }) => places.includes(place))
      ? []
      : [`no finding is about the service: ${failure}`]
  const texts = reports.length > 0 ? own : [failure.split('\n')[0]!]
  return [
    ...(error === undefined || error instanceof kind
      ? []
      : [`the error is none that says what to do: ${error}`]),
    ...texts.flatMap((text) => [
      ...(names.some((name) => name.test(text)) ? [] : [`the error does not name the service: ${text}`]),
      ...(SENTENCES.test(text) ? [] : [`the error does not tell what to do: ${text}`]),
    ]),
  ]
}

/**
 * Environments of an inventory that a fault has changed without a word: what a run tells of each is what it tells without the fault, or it
 * says why the environment could not be checked, or has a finding about the service.
 * @param good without the fault
 */
export function silentEnvironments(
  good: Pick<Ended, 'outputs'>,
  ended: Pick<Ended, 'outputs'>,
  service: Service,
): string[] {
  const wanted = reportsOf(good).filter(({ name }) => name !== undefined)
  const found = reportsOf(ended)
  return wanted.flatMap((one) => {
    const other = found.find(({ name }) => name === one.name)
    const isTold =
      other?.failure !== undefined ||
      other?.findings.some(({ place }) => ERRORS[service].places.includes(place)) ||
      JSON.stringify(other) === JSON.stringify(one)
    return isTold ? [] : [`environment ${one.name} is told of as ${JSON.stringify(other)}`]
  })
}
