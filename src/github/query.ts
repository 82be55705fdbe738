import { GraphqlResponseError } from '@octokit/graphql'
import {
  type Answer,
  type DecisionAnswer,
  field,
  QUERY,
  readCheck,
  readDecision,
  scriptField,
} from './answer.ts'
import type { GitHub } from './client.ts'
import { foldersOf, type Target } from './state.ts'

const parametersOf = ({ scriptPaths }: Target) =>
  ['owner', 'name', 'path', 'branch', ...scriptPaths.map((_, index) => scriptField(index))]
    .map((name) => `$${name}: String!, `)
    .join('')

/** What is asked about the file and about each script. */
const files = ({ scriptPaths }: Target, fields: string) =>
  [
    `file(path: $path) ${fields}`,
    ...scriptPaths.map((_, index) => `${scriptField(index)}: file(path: $${scriptField(index)}) ${fields}`),
  ].join(' ')

const REPOSITORY = 'id nameWithOwner defaultBranchRef { name }'

const fragments = (target: Target) => `
fragment Files on Commit { oid tree { oid } ${files(target, '{ ...Content }')} }
fragment Content on TreeEntry { oid mode type object { ... on Blob { text } } }
fragment PullRequests on PullRequestConnection {
  pageInfo { hasNextPage endCursor }
  nodes {
    id number url state title body baseRefName headRepository { id }
    labels(first: 100) { nodes { name } }
    timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) { nodes { ... on ClosedEvent { actor { __typename } } } }
  }
}`

/** A head is looked for by its name alone, in forks, too, so there may be more than one answer has. */
const pullRequests = (alias: string, states: string, after: string, more = '') =>
  `${alias}: pullRequests(headRefName: $branch, states: ${states}, first: 20, after: ${after}, orderBy: { field: CREATED_AT, direction: DESC }) { ...PullRequests ${more} }`

/** For a run that writes nothing: a file at any commit, and the pull requests that are open. */
const check = (target: Target) => `query (${parametersOf(target)}$openAfter: String, $base: String!) {
  repository(owner: $owner, name: $name) {
    ${REPOSITORY}
    base: object(expression: $base) { ...Files ... on Tag { target { ...Files } } }
    ${pullRequests('openPullRequests', '[OPEN]', '$openAfter')}
  }
}
${fragments(target)}`

/** @param base the branch that the pull request is for, as a field of the repository, and what that takes */
const decision = (
  target: Target,
  base: string,
  parameters: string,
) => `query (${parametersOf(target)}${folderParameters(target)}$openAfter: String, $closedAfter: String, $head: String!${parameters}) {
  repository(owner: $owner, name: $name) {
    ${REPOSITORY}
    base: ${base} { target { ... on Commit { ...Files ${folderTypes(target)} history(first: 100) { nodes { oid } } } } }
    branch: ref(qualifiedName: $head) { target { ... on Commit { ...Files ${folderTypes(target)} history(first: 10) { nodes { ...Step } } } } }
    ${pullRequests('openPullRequests', '[OPEN]', '$openAfter', 'nodes { comments(last: 30) { nodes { body } } }')}
    ${pullRequests('closedPullRequests', '[CLOSED, MERGED]', '$closedAfter')}
  }
}
fragment Step on Commit {
  oid message changedFilesIfAvailable ...Names
  parents(first: 2) { nodes { oid ...Names } }
}
fragment Names on Commit { ${files(target, '{ oid mode }')} }
${fragments(target)}`

const folderParameters = (target: Target) =>
  [...foldersOf(target).keys()].map((name) => `$${name}: String!, `).join('')

/** What there is where the files' folders ought to be. */
const folderTypes = (target: Target) =>
  [...foldersOf(target).keys()].map((name) => `${name}: file(path: $${name}) { type }`).join(' ')

/**
 * What a check looks at. The base may be any ref: a tag may be an object of its own, and then its commit counts.
 * @throws UnexpectedAnswerError for what GitHub's schema rules out; what GitHub refuses
 */
export async function askForCheck(github: GitHub, target: Target): Promise<Answer> {
  const asked = { ...variables(target), base: target.base ?? 'HEAD' }
  return whole(async (after) => readCheck(await ask(github, check(target), { ...asked, ...after }), target))
}

/**
 * Everything that it takes to decide about the pull request, at one moment.
 * @see https://docs.github.com/en/graphql/reference/objects#repository
 */
export async function askForDecision(github: GitHub, target: Target): Promise<DecisionAnswer> {
  const head = `refs/heads/${target.branch}`
  const common = { ...variables(target), ...Object.fromEntries(foldersOf(target)), head }
  const [query, asked] =
    target.base === undefined
      ? [decision(target, 'defaultBranchRef', ''), common]
      : [
          decision(target, 'ref(qualifiedName: $base)', ', $base: String!'),
          { ...common, base: `refs/heads/${target.base}` },
        ]
  return whole(async (after) => readDecision(await ask(github, query, { ...asked, ...after }), target))
}

/** Pages of pull requests that are read; more of one branch's name are nobody's honest work. */
const MAX_PAGES = 50

/** Where the pull requests of forks fill a page, the next ones are asked for until the branch's own is found. */
async function whole<A extends Answer>(page: (after: Answer['next']) => Promise<A>): Promise<A> {
  const first = await page({})
  const pullRequests = [...first.pullRequests]
  const isLacking = ({ hasMoreOpen, hasMoreClosed, target, defaultBranch }: A) =>
    hasMoreOpen ||
    (hasMoreClosed && !pullRequests.some(({ base }) => base === (target.base ?? defaultBranch)))
  let last = first
  for (let pages = 1; isLacking(last) && pages < MAX_PAGES; pages++) {
    last = await page(last.next)
    pullRequests.push(...last.pullRequests)
  }
  return { ...first, pullRequests }
}

function variables({ owner, repo, path, scriptPaths, branch }: Target) {
  const scripts = scriptPaths.map((script, index) => [scriptField(index), script] as const)
  return { owner, name: repo, path, branch, ...Object.fromEntries(scripts) }
}

/** A file or folder that a commit has not is null, and an error beside the rest of the answer. */
async function ask(github: GitHub, query: string, parameters: object): Promise<object> {
  const answer = await github.graphql(query, { ...parameters }).catch((error: unknown) => {
    const isWhole = error instanceof GraphqlResponseError && error.errors?.every(isMissingFile)
    if (isWhole) return error.data as unknown
    throw error
  })
  return field(QUERY, answer, 'repository', 'object')
}

/** Whether an error only says that there is no such file or folder. */
export function isMissingFile({ type, path }: { readonly type?: unknown; readonly path?: unknown }): boolean {
  return (
    type === 'NOT_FOUND' && Array.isArray(path) && /^(?:file|script\d|folder\d+)$/.test(String(path.at(-1)))
  )
}
