import { GraphqlResponseError } from '@octokit/graphql'
import { type Answer, AnswerPart, type DecisionAnswer, readCheck, readDecision } from './answer.ts'
import type { GitHub } from './client.ts'
import { foldersOf, pathsOf, type Target } from './state.ts'

/** What is asked about each path, which is a variable: file0 is mobile-config.xml. */
const atEach = (name: 'file' | 'folder', paths: readonly string[], fields: string) =>
  paths.map((_, index) => `${name}${index}: file(path: $${name}${index}) { ${fields} }`).join(' ')

const numbered = (name: 'file' | 'folder', paths: readonly string[]) =>
  Object.fromEntries(paths.map((path, index) => [`${name}${index}`, path]))

/** @param cursors variables that name where the pages of lists begin @param fields of the repository */
const document = (target: Target, variables: object, cursors: string, fields: string) => `
query (${Object.keys(variables).map((name) => `$${name}: String!`)}, ${cursors}) {
  repository(owner: $owner, name: $name) { id nameWithOwner defaultBranchRef { name } ${fields} }
}
fragment Files on Commit { oid tree { oid } ${atEach('file', pathsOf(target), '...Content')} }
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

const commonVariables = (target: Target) => ({
  owner: target.owner,
  name: target.repo,
  branch: target.branch,
  ...numbered('file', pathsOf(target)),
})

/**
 * What a check looks at. The base may be any ref: a tag may be an object of its own, and then its commit counts.
 * @throws UnexpectedAnswerError for what GitHub's schema rules out; what GitHub refuses
 */
export async function askForCheck(github: GitHub, target: Target): Promise<Answer> {
  const variables = { ...commonVariables(target), base: target.base ?? 'HEAD' }
  const fields = `
    base: object(expression: $base) { ...Files ... on Tag { target { ...Files } } }
    ${pullRequests('openPullRequests', '[OPEN]', '$openAfter')}`
  const query = document(target, variables, '$openAfter: String', fields)
  return whole(async (after) => readCheck(await ask(github, query, { ...variables, ...after }), target))
}

/**
 * Everything that it takes to decide about the pull request, at one moment.
 * @throws UnexpectedAnswerError for what GitHub's schema rules out; what GitHub refuses
 * @see https://docs.github.com/en/graphql/reference/objects#repository
 */
export async function askForDecision(github: GitHub, target: Target): Promise<DecisionAnswer> {
  const [base, folders] = [target.base, foldersOf(target)]
  const variables = {
    ...commonVariables(target),
    ...numbered('folder', folders),
    head: `refs/heads/${target.branch}`,
    ...(base === undefined ? {} : { base: `refs/heads/${base}` }),
  }
  const tip = `...Files ${atEach('folder', folders, 'type')}`
  const fields = `
    base: ${base === undefined ? 'defaultBranchRef' : 'ref(qualifiedName: $base)'} {
      target { ... on Commit { ${tip} history(first: 100) { nodes { oid } } } }
    }
    branch: ref(qualifiedName: $head) { target { ... on Commit { ${tip} history(first: 10) { nodes { ...Step } } } } }
    ${pullRequests('openPullRequests', '[OPEN]', '$openAfter', 'nodes { comments(last: 30) { nodes { body } } }')}
    ${pullRequests('closedPullRequests', '[CLOSED, MERGED]', '$closedAfter')}`
  const query = `${document(target, variables, '$openAfter: String, $closedAfter: String', fields)}
fragment Step on Commit { ...Names message changedFilesIfAvailable parents(first: 2) { nodes { ...Names } } }
fragment Names on Commit { oid ${atEach('file', pathsOf(target), 'oid mode')} }`
  return whole(async (after) => readDecision(await ask(github, query, { ...variables, ...after }), target))
}

/** Pages of pull requests that are read; more of one branch's name are nobody's honest work. */
const MAX_PAGES = 50

/** Where the pull requests of forks fill a page, the next ones are asked for until the branch's own is found. */
async function whole<A extends Answer>(page: (after: Partial<Answer['next']>) => Promise<A>): Promise<A> {
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

/** A file or folder that a commit has not is null, and an error beside the rest of the answer. */
async function ask(github: GitHub, query: string, variables: object): Promise<AnswerPart> {
  const answer = await github.graphql(query, { ...variables }).catch((error: unknown) => {
    const isWhole = error instanceof GraphqlResponseError && error.errors?.every(isMissingFile)
    if (isWhole) return error.data as unknown
    throw error
  })
  return new AnswerPart(answer).part('repository')
}

/** Whether an error only says that there is no such file or folder. */
export function isMissingFile({ type, path }: { readonly type?: unknown; readonly path?: unknown }): boolean {
  return type === 'NOT_FOUND' && Array.isArray(path) && /^(?:file|folder)\d+$/.test(String(path.at(-1)))
}
