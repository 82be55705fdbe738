import { startGitHub } from '../stand-ins/github/index.ts'
import { type Crowd, crowdName, tryCrowd } from './races-crowd.ts'
import { DEEDS, type Deed, type Scene } from './races-people.ts'
import { whatIsWrong } from './races-referee.ts'
import { STORIES, type Story } from './races-stories.ts'
import { type RaceWorld, startRaceWorld } from './races-world.ts'
import { isReading } from './request-names.ts'
import { spread } from './spread.ts'

/** What a person does right before one request of one story. */
export interface Race {
  readonly story: Story
  readonly deed: Deed
  /** "POST /repos/{owner}/{repo}/pulls 1": before the first such request. */
  readonly request: string
  /** The person comes again before every such request. */
  readonly isStubborn: boolean
  /** Run with dist as a process of its own. */
  readonly isBundle: boolean
}

/** A request of a run that nobody disturbs, and what is there before it. */
interface Gap {
  readonly request: string
  readonly scene: Scene
}
type Gaps = ReadonlyMap<Story, readonly Gap[]>

export interface Raced {
  readonly tried: number
  /** What was not as it has to be, with the race in which it was lost. */
  readonly lost: readonly string[]
}

export function nameOf({ story, deed, request, isStubborn, isBundle }: Race): string {
  const when = isStubborn ? `before every ${request.replace(/ \d+$/, '')}` : `before ${request}`
  return `somebody ${deed.name}, while ${story}, ${when}${isBundle ? ', in dist' : ''}`
}

/** Every deed before every request. */
export function wholeMatrix(gaps: Gaps): Race[] {
  return [...gaps].flatMap(([story, ofStory]) =>
    ofStory.flatMap(({ request, scene }) =>
      DEEDS.filter((deed) => deed.isPossible(scene)).flatMap((deed) => {
        const race = { story, deed, request, isStubborn: false, isBundle: false }
        return request.endsWith(' 1') ? [race, { ...race, isStubborn: true }] : [race]
      }),
    ),
  )
}

/** Each story, each deed while reading and while writing in each kind of story, each request of those, each deed for good, some with dist. */
export function subset(gaps: Gaps): Race[] {
  const covered = new Set<string>()
  const newMarks = ({ story, deed, request, isStubborn }: Race) => {
    const phase = isReading(request) ? 'reading' : 'writing'
    const kind = story.replace(/ .*/, '')
    const marks = isStubborn
      ? [`stubborn ${deed.name}`, `stubborn ${request}`]
      : [`${deed.name}, ${kind}, ${phase}`, `${kind}, ${request}`, story]
    return marks.filter((mark) => !covered.has(mark))
  }
  const whole = wholeMatrix(gaps)
  // A step that has nothing in common with the length comes by everything, and neighbours are of different kinds.
  const mixed = whole.map((_, index) => whole[(index * STEP) % whole.length]!)
  // First those that are new in both ways, so that few are needed.
  const chosen = [2, 1].flatMap((least) =>
    mixed.filter((each) => {
      const marks = newMarks(each)
      if (marks.length < least) return false
      for (const mark of marks) covered.add(mark)
      return true
    }),
  )
  return chosen.map((each, index) => ({ ...each, isBundle: index % BUNDLED === 0 }))
}

const STEP = 7919
const BUNDLED = 20

/** Repositories in which races are run, one at a time in each, and what may be disturbed there. */
export async function startRaces(count: number) {
  const github = await startGitHub()
  const worlds = await Promise.all(
    Array.from({ length: count }, (_, index) => startRaceWorld(github, `acme/races-${index + 1}`)),
  )
  return { github, worlds, gaps: await gapsOf(worlds) }
}

/** Runs races in several repositories at the same time, and looks in a third run whether the second has left anything to do. */
export async function race(
  choose: (gaps: Gaps) => readonly Race[],
  { worlds: count = 6, progress = (_: string) => {} } = {},
): Promise<Raced> {
  const { github, worlds, gaps } = await startRaces(count)
  try {
    const races = choose(gaps).toSorted((a, b) => STORIES.indexOf(a.story) - STORIES.indexOf(b.story))
    const lost: string[] = []
    await spread(worlds, races, async (world, each) => {
      const { ending, wrong } = await runRace(world, each, true)
      lost.push(...wrong.map((what) => `${nameOf(each)}: ${what}`))
      progress(
        `${wrong.length === 0 ? 'ok  ' : 'LOST'} ${nameOf(each)}: ${[ending, ...wrong].join('\n     ')}`,
      )
    })
    return { tried: races.length, lost: [...lost, ...github.violations] }
  } finally {
    await github.stop()
  }
}

/** Lets crowds run, one after the other: each is many processes. */
export async function raceInCrowds(
  crowds: readonly Crowd[],
  { progress = (_: string) => {} } = {},
): Promise<Raced> {
  const github = await startGitHub()
  try {
    const lost: string[] = []
    for (const [index, crowd] of crowds.entries()) {
      const wrong = await tryCrowd(github, `acme/crowd-${index + 1}`, crowd)
      lost.push(...wrong.map((what) => `${crowdName(crowd)}: ${what}`))
      progress([`${wrong.length === 0 ? 'ok  ' : 'LOST'} ${crowdName(crowd)}`, ...wrong].join('\n     '))
    }
    return { tried: crowds.length, lost: [...lost, ...github.violations] }
  } finally {
    await github.stop()
  }
}

async function gapsOf(worlds: readonly RaceWorld[]): Promise<Gaps> {
  const found = new Map<Story, Gap[]>()
  await spread(worlds, STORIES, async (world, story) => {
    const gaps: Gap[] = []
    await world.begin(story)
    const { failure } = await world.run(story, async (request) => {
      gaps.push({ request, scene: await world.scene(story) })
    })
    if (failure) throw new Error(`${story} fails without any race: ${failure}`)
    found.set(story, gaps)
  })
  return new Map(STORIES.map((story) => [story, found.get(story)!]))
}

/** What reads the branch, is carried out only where it was read, or tells where it is. */
const LOOKS =
  /^(GET \/repos\/\{owner\}\/\{repo\}\/compare|POST \/graphql (repository|createCommitOnBranch|updateRefs|updatePullRequest \d))/

/** @param alwaysAgain looks in a third run whether the second has left anything to do */
export async function runRace(
  world: RaceWorld,
  { story, deed, request, isStubborn, isBundle }: Race,
  alwaysAgain: boolean,
): Promise<{ readonly ending: string; readonly wrong: readonly string[] }> {
  await world.begin(story)
  const kind = request.replace(/\d+$/, '')
  const course = world.course(story)
  const earlier = await world.commitsOfRuns()
  let count = 0
  // What is pushed to the base later than it was read is not on the branch, whose base is older then.
  let hasLookedSince = false
  let theirs: readonly string[] = []
  let theirPulls: readonly number[] = []
  const first = await world.run(
    story,
    async (arrival, replacesTexts) => {
      const isTime = isStubborn ? arrival.startsWith(kind) : arrival === request
      if (!isTime) {
        hasLookedSince ||= LOOKS.test(arrival)
        return
      }
      await world.repository.exclusively(async () => {
        if (count > 0 && !deed.isPossible(await world.scene(story))) return
        await deed.act(course, ++count)
        theirs = await world.commitsOfOthers()
        // GitHub can't compare the texts of a pull request: what is written right before they are replaced can't be kept.
        if (!replacesTexts) theirPulls = world.pullsWithWordsOfOthers()
      })
      hasLookedSince = LOOKS.test(arrival)
    },
    isBundle,
  )
  const wrong = await whatIsWrong(world, story, {
    first,
    theirs,
    theirPulls,
    earlier,
    count,
    hasLookedSince: hasLookedSince || deed.isOnBase === true,
    isStubborn,
    alwaysAgain,
  })
  return { ending: first.failure ?? `${first.outputs['pull-request-operation']}`, wrong }
}
