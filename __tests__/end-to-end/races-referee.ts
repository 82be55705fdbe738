import { RACE_ERRORS } from '../../src/github/index.ts'
import { history } from '../stand-ins/github/git-queries.ts'
import type { RepositoryStandIn } from '../stand-ins/github/index.ts'
import { BASE, OTHER_BASE } from './races-people.ts'
import { BRANCH, PATH, type Story } from './races-stories.ts'
import { openPulls, type RaceWorld } from './races-world.ts'
import type { Ended } from './run-sources.ts'
import { accountOf, findingIds } from './told.ts'

/** What happened in a race. */
export interface Proceedings {
  /** How the run ended that somebody disturbed. */
  readonly first: Ended
  /** Commits of people that were on a branch after the last thing that they did. */
  readonly theirs: readonly string[]
  /** The pull requests in which people had written by then. */
  readonly theirPulls: readonly number[]
  /** Commits of runs that were there before. */
  readonly earlier: readonly string[]
  /** How often somebody came. */
  readonly count: number
  /** The run has read the branch after that. */
  readonly hasLookedSince: boolean
  readonly isStubborn: boolean
  readonly alwaysAgain: boolean
}

interface Refusal {
  /** What a person has done is the reason. */
  isRight(world: RaceWorld, story: Story): Promise<boolean>
  /** And the error says so. */
  readonly says: string
}

const REFUSALS: readonly Refusal[] = [
  {
    isRight: async (world) => openPulls(world.repository).some(({ base }) => base.ref === OTHER_BASE),
    says: RACE_ERRORS.proposedElsewhere,
  },
  {
    isRight: async (world, story) => {
      const head = await world.repository.objects.commit(BRANCH)
      return (
        head !== undefined &&
        (await world.repository.objects.isAncestor(head, BASE)) &&
        (await isAsWanted(world, story, BRANCH))
      )
    },
    says: RACE_ERRORS.nothingToPropose,
  },
]

/** @returns nothing when all is as it has to be: after the run, after another one, and after a third. */
export async function whatIsWrong(
  world: RaceWorld,
  story: Story,
  { first, theirs, theirPulls, earlier, count, hasLookedSince, isStubborn, alwaysAgain }: Proceedings,
): Promise<string[]> {
  const wrong: string[] = count > 0 ? [] : ['nobody came']
  const note = (when: string, problems: readonly string[]) =>
    wrong.push(...problems.map((problem) => `${when}: ${problem}`))

  note('the run', await wrongEnding(world, story, first, isStubborn))
  note('after the run', [
    ...(await lostCommits(world, theirs)),
    ...lostWords(world, theirPulls),
    ...tooManyPulls(world),
    ...(first.failure || !hasLookedSince ? [] : await wrongFiles(world, story, false)),
    ...wrongOutputs(world, first),
    ...(await untoldCommits(world, earlier, first)),
  ])
  const between = await stateOf(world.repository)
  const second = await world.run(story)
  note('the second run', await wrongEnding(world, story, second, false))
  note('after the second run', [
    ...(await lostCommits(world, theirs)),
    ...lostWords(world, theirPulls),
    ...tooManyPulls(world),
    ...(await wrongFiles(world, story, true)),
    ...(await notWanted(world, story, second)),
    ...wrongOutputs(world, second),
  ])
  const before = await stateOf(world.repository)
  if (!alwaysAgain || before === between) return wrong
  const third = await world.run(story)
  const after = await stateOf(world.repository)
  if (before !== after || third.failure !== second.failure)
    note('a third run', [`changes ${before} to ${after} ${third.failure ?? ''}`])
  return wrong
}

/** A run may fail only where the repository is in a state that is a reason for it, or somebody never stops writing. */
async function wrongEnding(
  world: RaceWorld,
  story: Story,
  { failure, log }: Ended,
  mayGiveUp: boolean,
): Promise<string[]> {
  const right = await Promise.all(REFUSALS.map(async (each) => (await each.isRight(world, story)) && each))
  const mayBeSaid = [
    ...(mayGiveUp ? [RACE_ERRORS.gaveUp, RACE_ERRORS.branchMissed] : []),
    ...right.flatMap((each) => (each ? [each.says] : [])),
  ]
  const isKnown = !failure || mayBeSaid.some((text) => failure.includes(text))
  return [
    ...(isKnown ? [] : [`fails: ${failure}`]),
    ...(/undefined|\[object |\n {4}at |unhandled|node:internal/i.test(log) ? [`not for people: ${log}`] : []),
  ]
}

async function lostCommits(world: RaceWorld, theirs: readonly string[]): Promise<string[]> {
  const there = await world.commitsOfOthers()
  return theirs.filter((sha) => !there.includes(sha)).map((sha) => `commit ${sha} of somebody is lost`)
}

function lostWords(world: RaceWorld, theirPulls: readonly number[]): string[] {
  const there = world.pullsWithWordsOfOthers()
  return theirPulls
    .filter((number) => !there.includes(number))
    .map((number) => `what somebody wrote into #${number} is lost`)
}

function tooManyPulls({ repository }: RaceWorld): string[] {
  const { length } = openPulls(repository)
  return length > 1 ? [`${length} pull requests are open for the branch`] : []
}

/** What the outputs tell of a pull request is so. */
function wrongOutputs({ repository }: RaceWorld, { failure, outputs }: Ended): string[] {
  if (failure) return []
  const operation = outputs['pull-request-operation']
  if (operation === 'none') return []
  const number = Number(outputs['pull-request-number'])
  const pull = repository.pulls().find((candidate) => candidate.number === number)
  if (!pull) return [`pull request #${number} is told of, and not there`]
  return operation === 'closed' && pull.state === 'open'
    ? [`#${number} is said to be closed and is open`]
    : []
}

/** That the run has committed is in its outputs or its error; a person may have forced away the last of its commits. */
async function untoldCommits(
  world: RaceWorld,
  earlier: readonly string[],
  { failure, outputs }: Ended,
): Promise<string[]> {
  const made = (await world.commitsOfRuns()).filter((sha) => !earlier.includes(sha))
  if (made.length === 0) return []
  const { changed, 'commit-sha': sha = '' } = outputs
  const isOwn = async () =>
    !earlier.includes(sha) &&
    (await world.repository.objects.details(sha)).author.name.startsWith('github-actions')
  const isTold = failure ? accountOf(failure).all.includes(BRANCH) : sha !== '' && (await isOwn())
  return isTold && changed === 'true' ? [] : [`${made.join(', ')} is not told: changed ${changed}, ${sha}`]
}

/**
 * Whether an open pull request has the files that are wanted for the base that it is on.
 * @param isLast and the base that it is on is the current one
 */
async function wrongFiles(world: RaceWorld, story: Story, isLast: boolean): Promise<string[]> {
  const { repository, wantedFrom, read } = world
  const [pull] = openPulls(repository)
  if (!pull) return []
  const base = pull.base.ref
  // For another base it is a person's, and so is what others have added when nothing more is wanted (MSSO021).
  if (base !== BASE || (await isAsWanted(world, story))) return []
  const start = (await repository.git('merge-base', base, BRANCH)).trim()
  const head = (await repository.git('rev-parse', BRANCH)).trim()
  const commits = await history(repository.objects, [head], { without: [start] })
  const authors = await Promise.all(
    commits.map(async (sha) => (await repository.objects.details(sha)).author.name),
  )
  const isOwn = authors.length > 0 && !authors.includes('Pat Person')
  const file = await read(BRANCH, PATH)
  const wanted = isOwn ? await wantedFrom(story, start) : await wantedFrom(story, BRANCH)
  const isWanted = file?.equals(wanted.bytes)
  const hasScripts = await areScriptsWanted(world, story, BRANCH)
  const current = (await repository.git('rev-parse', base)).trim()
  return [
    ...(isWanted
      ? []
      : [`${PATH} of the pull request is not what is wanted (${isOwn ? 'own' : 'with others'})`]),
    ...(hasScripts ? [] : ['the scripts of the pull request are not what is wanted']),
    ...(isLast && isOwn && start !== current ? ['the pull request is not on the current base'] : []),
  ]
}

/** Whether a run that nobody disturbs has brought what is wanted, or says why not. */
async function notWanted(world: RaceWorld, story: Story, ended: Ended): Promise<string[]> {
  const { repository } = world
  if (ended.failure) return []
  const isOpen = openPulls(repository).some(({ base }) => base.ref === BASE)
  const says = (id: string) => findingIds(ended).includes(id)
  if (await isAsWanted(world, story))
    return isOpen && !says('MSSO021') ? ['a pull request is open for a base that is as wanted'] : []
  if (isOpen) return []
  const isClosed = repository.pulls().some(({ state, merged }) => state === 'closed' && !merged)
  return isClosed && says('MSSO020') ? [] : ['no pull request is open, and nothing says why']
}

async function isAsWanted(world: RaceWorld, story: Story, ref = BASE): Promise<boolean> {
  return (await areScriptsWanted(world, story, ref)) && !(await world.wantedFrom(story, ref)).isChanged
}

/** Also where none are kept. */
async function areScriptsWanted({ read, scriptsOf }: RaceWorld, story: Story, ref: string): Promise<boolean> {
  const scripts = Object.entries(scriptsOf(story))
  const found = await Promise.all(scripts.map(([path]) => read(ref, path)))
  return scripts.every(([, text], index) => found[index]?.toString() === text)
}

/** The branches and pull requests, to be compared. */
export async function stateOf(repository: RepositoryStandIn): Promise<string> {
  return `${await repository.git('for-each-ref', '--format=%(refname) %(objectname)')}${JSON.stringify(repository.pulls())}`
}
