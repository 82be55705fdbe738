import { setTimeout as pause } from 'node:timers/promises'
import { FAULT_KINDS, type FaultKind } from './faults-kinds.ts'
import { SERVICES, type Service } from './faults-services.ts'
import { BRANCH, plotOf, STORIES, type Story } from './faults-stories.ts'
import { type Arrival, type FaultWorld, type State, startFaultWorld } from './faults-world.ts'
import type { Ended } from './run-sources.ts'
import { spread } from './spread.ts'
import {
  accountOf,
  findings,
  silentEnvironments,
  tellsOfPeople,
  tellsOfPull,
  tellsOfRegistration,
  unhelpful,
} from './told.ts'

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

/** Runs stories without a fault, in a world one after the other. */
export async function goodRuns(
  worlds: readonly FaultWorld[],
  stories: readonly Story[] = STORIES,
): Promise<Map<Story, Good>> {
  const goods = new Map<Story, Good>()
  await spread(worlds, stories, async (world, story) => {
    goods.set(story, await goodRun(world, story))
  })
  return new Map(stories.map((story) => [story, goods.get(story)!]))
}

async function goodRun(world: FaultWorld, story: Story): Promise<Good> {
  const arrivals = new Map<string, Arrival>()
  await world.begin(story)
  const { failure, log, outputs } = await world.run(story, {
    injection(arrival) {
      arrivals.set(`${arrival.service} ${arrival.request}`, arrival)
      return undefined
    },
  })
  if (failure !== undefined) throw new Error(`${story} fails without any fault:\n${log}`)
  return { arrivals: [...arrivals.values()], outputs, state: await world.state() }
}

/** Tries every fault on dist, in several worlds at the same time; a run is always followed by another one. */
export async function tryFaults(
  choose: (goods: ReadonlyMap<Story, Good>) => readonly FaultCase[],
  { worlds: count = 8, progress = (_: string) => {} } = {},
): Promise<Tried> {
  const worlds = await Promise.all(Array.from({ length: count }, () => startFaultWorld({ isBundle: true })))
  try {
    const goods = await goodRuns(worlds)
    const cases = choose(goods).toSorted((a, b) => rank(a) - rank(b))
    const lost: string[] = []
    await spread(worlds, cases, async (world, each) => {
      const { wrong, ending } = await tryFault(world, each, goods.get(each.story)!, true)
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
type Part = (typeof PARTS)[number]

/**
 * @param alwaysAgain a run that has brought everything to the wanted state is followed by another one, too
 * @returns how the run that met the fault ended, and what is wrong with it or with the one after it
 */
export async function tryFault(
  world: FaultWorld,
  fault: FaultCase,
  good: Good,
  alwaysAgain: boolean,
): Promise<{ readonly ending: string; readonly wrong: readonly string[] }> {
  await world.begin(fault.story)
  const before = await world.state()
  const { isMet, end, ...disturbance } = disturbanceOf(world, fault)
  const disturbed = await world.run(fault.story, disturbance)
  await end()
  const { failure, log, outputs } = disturbed
  const between = await world.state()
  const isThere = failure === undefined && differences('', good.state, between).length === 0
  const again = isThere && !alwaysAgain ? disturbed : await world.run(fault.story)
  const after = again === disturbed ? between : await world.state()
  const missing = missingParts(disturbed, good.state, between)
  const wrong = [
    ...(isMet() ? [] : ['the request never came']),
    ...(failure === undefined ? differences('went through, but', good.state, between, missing) : []),
    ...(failure === undefined ? otherOutputs(good.outputs, outputs) : []),
    ...(failure === undefined ? [] : unhelpful(disturbed, fault.service)),
    ...silentEnvironments(good, disturbed, fault.service),
    ...(failure === undefined ? [] : unsaid(failure, outputs, before, between)),
    ...(/undefined|\[object |\n {4}at |unhandled|node:internal/i.test(log)
      ? [`the log is not for people: ${log}`]
      : []),
    ...[...disturbed.leaks, ...again.leaks].map((leak) => `a secret: ${leak}`),
    ...(again.failure === undefined ? [] : [`the next run fails: ${again.failure}`]),
    ...differences('after the next run', good.state, after, missing.filter(isForGood)),
  ]
  return { ending: failure ?? 'went through', wrong }
}

/**
 * The parts that are missing, where the run says of each that it could not be set: with a finding that names each label or person,
 * or, when it failed, in its error.
 */
function missingParts({ failure, outputs }: Ended, wanted: State, found: State): Part[] {
  const namesOf = ({ pulls }: State, part: Part) =>
    (JSON.parse(pulls) as readonly Readonly<Record<Part, readonly string[]>>[]).flatMap((pull) => pull[part])
  const told = findings({ outputs }).filter(({ id }) => id === 'MSSO022')
  return PARTS.filter((part) => {
    const there = namesOf(found, part)
    const names = namesOf(wanted, part).filter((name) => !there.includes(name))
    if (names.length === 0) return false
    if (failure !== undefined) return part !== 'labels' && tellsOfPeople(accountOf(failure).inDoubt, part)
    return names.every((name) => told.some(({ what }) => what.includes(`"${name}"`)))
  })
}

/** Whoever is asked to look at a pull request is asked when it is opened, and only then; a label is set by the next run. */
const isForGood = (part: Part) => part !== 'labels'

/** Fails the request that the case names, and where it is to last all later ones to the same service. */
function disturbanceOf(world: FaultWorld, { service, request, kind, lasts }: FaultCase) {
  let met = false
  let next = kind.next
  const outage = kind.fault ? undefined : new Outage(() => world.refuse(service))
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
    outage!.begin()
    if (!lasts && world.isBundle) void pause(GONE).then(async () => outage!.end())
    return { destroy: true } as const
  }
  let triesSince = 0
  return {
    injection,
    /** Here every try is seen: the first repetition finds the service gone, and the second one finds it back. */
    async sending(to: Service) {
      if (!met || lasts || to !== service) return
      triesSince += 1
      if (triesSince === 2) await outage?.end()
    },
    isMet: () => met,
    end: async () => outage?.end(),
  }
}

/** A time in which a service is gone. */
class Outage {
  readonly #refuse: () => () => Promise<void>
  #listen: (() => Promise<void>) | undefined
  #isBack: Promise<void> | undefined

  constructor(refuse: () => () => Promise<void>) {
    this.#refuse = refuse
  }

  begin(): void {
    this.#listen ??= this.#refuse()
  }

  /** It is back when this has resolved; nothing where it was never gone. */
  async end(): Promise<void> {
    this.#isBack ??= this.#listen?.()
    await this.#isBack
  }
}

const routeOf = (request: string) => request.replace(/ \d+$/, '')

/** What was written has to be said, and nothing else: in the outputs, and for people in the error. */
function unsaid(failure: string, outputs: Outputs, before: State, after: State): string[] {
  const isChanged = (part: keyof State) => before[part] !== after[part]
  const inRepository = isChanged('branches') || isChanged('pulls')
  const { certain, all } = accountOf(failure)
  const says = {
    registration: tellsOfRegistration(failure, outputs['azure-changed'] === 'true'),
    branches: all.includes(BRANCH),
    pulls: tellsOfPull(all),
  }
  const silent = (['registration', 'branches', 'pulls'] as const).filter(
    (part) => isChanged(part) && !says[part],
  )
  // What an output says is certain. What is in doubt is in the error alone.
  const claims = [
    ...(outputs['azure-changed'] === 'true' && !isChanged('registration') ? ['the registration'] : []),
    ...(outputs['changed'] === 'true' && !inRepository && !isChanged('registration') ? ['anything'] : []),
    ...(certain.includes(BRANCH) && !isChanged('branches') ? ['a branch'] : []),
    ...(tellsOfPull(certain) && !isChanged('pulls') ? ['a pull request'] : []),
    ...(certain !== '' && !inRepository ? ['the repository'] : []),
  ]
  const wasDone = inRepository && certain !== ''
  return [
    ...silent.map((part) => `${part} changed without a word: ${failure}`),
    ...claims.map((claim) => `it is not so that ${claim} was changed: ${failure}`),
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
function differences(when: string, wanted: State, found: State, without: readonly Part[] = []): string[] {
  const missing = new RegExp(`"(${without.join('|') || '(?!)'})": \\[[^\\]]*\\],?`, 'g')
  const compared = (text: string) => text.replaceAll(missing, '')
  return (['branches', 'pulls', 'registration'] as const)
    .filter((part) => compared(wanted[part]) !== compared(found[part]))
    .map((part) => `${when} ${part} are not as wanted: ${found[part]} instead of ${wanted[part]}`)
}
