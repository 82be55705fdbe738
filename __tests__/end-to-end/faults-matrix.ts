import { setTimeout as pause } from 'node:timers/promises'
import { failureOf } from './azure-world.ts'
import { FAULT_KINDS, type FaultKind } from './faults-kinds.ts'
import { SERVICES, type Service } from './faults-services.ts'
import { plotOf, STORIES, type Story } from './faults-stories.ts'
import { type Arrival, type FaultWorld, type State, startFaultWorld } from './faults-world.ts'
import { spread } from './spread.ts'

/** One fault at one request of one story. */
export interface FaultCase extends Arrival {
  readonly story: Story
  readonly kind: FaultKind
  /** From that request on every request to the service fails so. */
  readonly lasts: boolean
}

/** A run without a fault: what its requests are and what it leads to. */
interface Good {
  readonly arrivals: readonly Arrival[]
  readonly exitCode: number | null
  readonly outputs: Outputs
  readonly state: State
}

type Outputs = Readonly<Record<string, string>>

export interface Tried {
  readonly tried: number
  /** What was not as it has to be, with the fault that did it. */
  readonly lost: readonly string[]
}

/** Milliseconds for which a service is gone that comes back: some of its clients' first repetitions find it gone. */
const GONE = 40

/** Every fault at every request. */
export function wholeMatrix(story: Story, { arrivals }: Good): FaultCase[] {
  return arrivals.flatMap((arrival) =>
    FAULT_KINDS.filter((kind) => !kind.isOfGitHub || arrival.service === 'github').flatMap((kind) => [
      { ...arrival, story, kind, lasts: false },
      ...(kind.mayLast ? [{ ...arrival, story, kind, lasts: true }] : []),
    ]),
  )
}

/**
 * Each request at least once, and each kind of fault, once and lasting, at least once for each service. Stories that are like another
 * one but for some requests have those only.
 */
export function subset(goods: ReadonlyMap<Story, Good>): FaultCase[] {
  return SERVICES.flatMap((service) => {
    const whole = [...goods].flatMap(([story, good]) => wholeMatrix(story, good))
    const own = whole.filter((each) => each.service === service)
    const places = [...new Set(own.filter((each) => !isLikeAnother(each, own)).map(placeOf))]
    const faults = [...new Set(own.map(faultOf))]
    return Array.from({ length: Math.max(places.length, faults.length) }, (_, index) => {
      const fault = faults[index % faults.length]
      const place = places[index % places.length]
      return own.find((each) => faultOf(each) === fault && placeOf(each) === place)!
    })
  })
}

function isLikeAnother({ story, request }: FaultCase, all: readonly FaultCase[]): boolean {
  return (
    plotOf(story).isLikeAnother === true &&
    all.some((other) => other.request === request && !plotOf(other.story).isLikeAnother)
  )
}

const placeOf = ({ story, request }: FaultCase) => `${story}: ${request}`
const faultOf = ({ kind, lasts }: FaultCase) => `${kind.name}${lasts ? ', for good' : ''}`

export function nameOf(fault: FaultCase): string {
  return `${faultOf(fault)}, while ${fault.story}, at ${fault.service} ${fault.request}`
}

/** Runs every story without a fault, in a world one after the other. */
export async function goodRuns(worlds: readonly FaultWorld[]): Promise<Map<Story, Good>> {
  const goods = new Map<Story, Good>()
  await spread(worlds, STORIES, async (world, story) => {
    goods.set(story, await goodRun(world, story))
  })
  return new Map(STORIES.map((story) => [story, goods.get(story)!]))
}

async function goodRun(world: FaultWorld, story: Story): Promise<Good> {
  const arrivals: Arrival[] = []
  await world.begin(story)
  const { exitCode, log, outputs } = await world.run(story, (arrival) => {
    arrivals.push(arrival)
    return undefined
  })
  if (exitCode !== 0) throw new Error(`${story} fails without any fault:\n${log}`)
  return { arrivals, exitCode, outputs, state: await world.state() }
}

/**
 * Tries faults in several worlds at the same time.
 * @param alwaysAgain a run that has brought everything to the wanted state is followed by another one, too
 */
export async function tryFaults(
  choose: (goods: ReadonlyMap<Story, Good>) => readonly FaultCase[],
  { worlds: count = 6, alwaysAgain = true, progress = (_: string) => {} } = {},
): Promise<Tried> {
  const worlds = await Promise.all(Array.from({ length: count }, () => startFaultWorld()))
  try {
    const goods = await goodRuns(worlds)
    const cases = choose(goods).toSorted((a, b) => rank(a) - rank(b))
    const lost: string[] = []
    await spread(worlds, cases, async (world, each) => {
      const trying = () => tryFault(world, each, goods.get(each.story)!, alwaysAgain)
      let { wrong, ending } = await trying()
      // Something else was in its way, such as a machine that is too busy to answer in time.
      if (wrong.includes(NEVER_CAME)) {
        const others = wrong.filter((what) => what !== NEVER_CAME)
        ;({ wrong, ending } = await trying())
        wrong = [...others, ...wrong]
      }
      lost.push(...wrong.map((what) => `${nameOf(each)}: ${what}`))
      progress(
        `${wrong.length === 0 ? 'ok  ' : 'LOST'} ${nameOf(each)}: ${[ending, ...wrong].join('\n     ')}`,
      )
    })
    return { tried: cases.length, lost: [...lost, ...worlds.flatMap((world) => world.violations())] }
  } finally {
    await Promise.all(worlds.map((world) => world.stop()))
  }
}

/** Those that wait longest first; then one story after the other, so that each is prepared in few worlds. */
function rank({ story, kind, lasts }: FaultCase): number {
  const isLong = lasts && kind.fault !== undefined && 'hang' in kind.fault
  return (isLong ? 0 : STORIES.length) + STORIES.indexOf(story)
}

/** What a pull request is without when it could not be set. */
const PARTS = ['labels', 'assignees', 'reviewers'] as const

const NEVER_CAME = 'the request never came'

/** @returns how the run that met the fault ended, and what is wrong with it or with the one after it */
async function tryFault(
  world: FaultWorld,
  fault: FaultCase,
  good: Good,
  alwaysAgain: boolean,
): Promise<{ readonly ending: string; readonly wrong: readonly string[] }> {
  await world.begin(fault.story)
  const before = await world.state()
  const { injection, isMet, end } = injectionOf(world, fault)
  const disturbed = await world.run(fault.story, injection)
  await end()
  const between = await world.state()
  const isThere = disturbed.exitCode === good.exitCode && differences('', good.state, between).length === 0
  const again = isThere && !alwaysAgain ? disturbed : await world.run(fault.story)
  const after = again === disturbed ? between : await world.state()
  const { log } = disturbed
  const failure = disturbed.exitCode === 0 ? '' : failureOf(disturbed)
  const told = PARTS.filter((part) => new RegExp(`The ${part} .* could not be set`).test(log))
  // Whoever is asked to look at a pull request is asked when it is opened, and only then; that it failed is said.
  const forGood = [
    ...told.filter((part) =>
      new RegExp(`The ${part} .* could not be set: .* later runs ask nobody`).test(log),
    ),
    ...(/Perhaps written .* assigned/.test(log) ? (['assignees'] as const) : []),
    ...(/Perhaps written .* reviews of/.test(log) ? (['reviewers'] as const) : []),
  ]
  const wrong = [
    ...(isMet() ? [] : [NEVER_CAME]),
    ...(disturbed.exitCode === 0 || disturbed.exitCode === 1 ? [] : [`exit code ${disturbed.exitCode}`]),
    ...(disturbed.exitCode === 0 ? differences('went through, but', good.state, between, told) : []),
    ...(disturbed.exitCode === 0 ? otherOutputs(good.outputs, disturbed.outputs) : []),
    ...(failure ? wrongWith(failure, fault) : []),
    ...(failure ? unsaid(failure, disturbed.outputs, before, between) : []),
    ...(/undefined|\[object |\n {4}at |unhandled|node:internal/i.test(log)
      ? [`the log is not for people: ${log}`]
      : []),
    ...[...disturbed.leaks, ...again.leaks].map((leak) => `a secret: ${leak}`),
    ...(again.exitCode === good.exitCode ? [] : [`the next run fails: ${failureOf(again)}`]),
    ...differences('after the next run', good.state, after, forGood),
  ]
  return { ending: failure || 'went through', wrong }
}

/** Fails the request that the case names, and where it is to last all later ones to the same service. */
function injectionOf(world: FaultWorld, { service, request, kind, lasts }: FaultCase) {
  let met = false
  let next = kind.next
  let listen: Promise<() => Promise<void>> | undefined
  const injection = (arrival: Arrival) => {
    if (arrival.service !== service) return undefined
    if (met && next && routeOf(arrival.request) === routeOf(request)) {
      const fault = next
      next = undefined
      return fault
    }
    if (!(met ? lasts : arrival.request === request)) return undefined
    met = true
    if (kind.fault) return kind.fault
    listen ??= Promise.resolve(world.refuse(service))
    if (!lasts) {
      const back = listen
      listen = pause(GONE).then(async () => {
        await (await back)()
        return async () => {}
      })
    }
    return { destroy: true } as const
  }
  return { injection, isMet: () => met, end: async () => (await listen)?.() }
}

const routeOf = (request: string) => request.replace(/ \d+$/, '')

const NAMES: Record<Service, RegExp> = {
  github: /GitHub|api\.github\.com| \/repos\/| \/graphql/,
  oidc: /token\.actions\.githubusercontent\.com/,
  entra: /login\.microsoftonline\.com|\(discovery\)/,
  graph: /graph\.microsoft\.com|Graph|app registration/,
  connections: /\((certificate|server)/,
}

/** An error names the service and tells what to do; the lines after the first one are about what was written. */
function wrongWith(failure: string, { service }: FaultCase): string[] {
  const [error = ''] = failure.split('\n')
  const isUseful = /\b(Check|Run again|running again|say what to do)\b/i.test(error)
  return [
    ...(NAMES[service].test(error) ? [] : [`the error does not name the service: ${failure}`]),
    ...(isUseful ? [] : [`the error does not tell what to do: ${failure}`]),
  ]
}

/** What was written has to be said, and nothing else. */
function unsaid(failure: string, outputs: Outputs, before: State, after: State): string[] {
  const isChanged = (part: keyof State) => before[part] !== after[part]
  const repository = /(?:Written|Perhaps written) to the repository/.test(failure)
  const says = {
    registration: /app registration (was updated|may have been made)/.test(failure),
    branches: repository && /branch \S+ (created|moved|deleted)|to branch/.test(failure),
    pulls: repository && /pull request/.test(failure),
  }
  const silent = (['registration', 'branches', 'pulls'] as const).filter(
    (part) => isChanged(part) && !says[part],
  )
  const claims = [
    ...(/Written to the repository/.test(failure) && !isChanged('branches') && !isChanged('pulls')
      ? ['something was written to the repository']
      : []),
    ...(/app registration was updated/.test(failure) && !isChanged('registration')
      ? ['the app registration was updated']
      : []),
    ...(/^Written to .*branch \S+ (created|moved|deleted)/m.test(failure) && !isChanged('branches')
      ? ['a branch was changed']
      : []),
    ...(/^Written to .*pull request (#\d+ (edited|closed)|opened)/m.test(failure) && !isChanged('pulls')
      ? ['a pull request was changed']
      : []),
  ]
  const wasDone = (isChanged('branches') || isChanged('pulls')) && /Written to/.test(failure)
  return [
    ...silent.map((part) => `${part} changed without a word: ${failure}`),
    ...claims.map((claim) => `it is not so that ${claim}: ${failure}`),
    ...(wasDone && outputs['changed'] !== 'true' ? ['the output changed is not true'] : []),
  ]
}

/** What a run tells that went through is what it tells without the fault, but for what is new in every run or world. */
function otherOutputs(wanted: Outputs, found: Outputs): string[] {
  const told = ({ report: _, 'pull-request-url': __, 'commit-sha': sha, ...others }: Outputs) =>
    JSON.stringify({ ...others, hasCommit: sha !== '' })
  return told(wanted) === told(found)
    ? []
    : [`went through, but its outputs are ${told(found)} instead of ${told(wanted)}`]
}

/** @param without what is told not to be there */
function differences(
  when: string,
  wanted: State,
  found: State,
  without: readonly (typeof PARTS)[number][] = [],
): string[] {
  const missing = new RegExp(`"(${without.join('|') || '(?!)'})": \\[[^\\]]*\\],?`, 'g')
  const compared = (text: string) => text.replaceAll(missing, '')
  return (['branches', 'pulls', 'registration'] as const)
    .filter((part) => compared(wanted[part]) !== compared(found[part]))
    .map((part) => `${when} ${part} are not as wanted: ${found[part]} instead of ${wanted[part]}`)
}
