import { GraphqlResponseError } from '@octokit/graphql'
import type { GitHubClient } from './client.ts'
import type { Target } from './state.ts'

const PARAMETERS = `$owner: String!, $name: String!, $path: String!, $scriptPath: String!, $keepsScript: Boolean!,
  $branch: String!`

const REPOSITORY = 'id nameWithOwner defaultBranchRef { name }'

const FRAGMENTS = `
fragment Files on Commit {
  oid
  tree { oid }
  file(path: $path) { ...Content }
  script: file(path: $scriptPath) @include(if: $keepsScript) { ...Content }
}
fragment Content on TreeEntry { oid mode type object { ... on Blob { text } } }
fragment PullRequests on PullRequestConnection {
  pageInfo { hasNextPage }
  nodes {
    number url state title body baseRefName headRepository { id }
    labels(first: 100) { nodes { name } }
    timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) { nodes { ... on ClosedEvent { actor { __typename } } } }
  }
}`

const pullRequests = (alias: string, states: string) =>
  `${alias}: pullRequests(headRefName: $branch, states: ${states}, first: 20, orderBy: { field: CREATED_AT, direction: DESC }) { ...PullRequests }`

/** For a run that writes nothing: a file at any commit, and the pull requests that are open. */
const CHECK = `query (${PARAMETERS}, $base: String!) {
  repository(owner: $owner, name: $name) {
    ${REPOSITORY}
    base: object(expression: $base) { ...Files ... on Tag { target { ...Files } } }
    ${pullRequests('openPullRequests', '[OPEN]')}
  }
}
${FRAGMENTS}`

/** @param base the branch that the pull request is for, as a field of the repository, and what that takes */
const decision = (base: string, parameters: string) => `query (${PARAMETERS}, $head: String!${parameters}) {
  repository(owner: $owner, name: $name) {
    ${REPOSITORY}
    base: ${base} { target { ... on Commit { ...Files history(first: 100) { nodes { oid } } } } }
    branch: ref(qualifiedName: $head) { target { ... on Commit { ...Files history(first: 10) { nodes { ...Step } } } } }
    ${pullRequests('openPullRequests', '[OPEN]')}
    ${pullRequests('closedPullRequests', '[CLOSED, MERGED]')}
  }
}
fragment Step on Commit {
  oid message changedFilesIfAvailable ...Names
  parents(first: 2) { nodes { oid ...Names } }
}
fragment Names on Commit {
  file(path: $path) { oid mode }
  script: file(path: $scriptPath) @include(if: $keepsScript) { oid mode }
}
${FRAGMENTS}`

const FOR_DEFAULT_BRANCH = decision('defaultBranchRef', '')
const FOR_BASE = decision('ref(qualifiedName: $base)', ', $base: String!')

/** What a check looks at. The base may be any ref: a tag may be an object of its own, and then its commit counts. */
export async function askForCheck(client: GitHubClient, target: Target): Promise<unknown> {
  return ask(client, CHECK, { ...variables(target), base: target.base ?? 'HEAD' })
}

/**
 * Everything that it takes to decide about the pull request, at one moment.
 * @see https://docs.github.com/en/graphql/reference/objects#repository
 */
export async function askForDecision(client: GitHubClient, target: Target): Promise<unknown> {
  const common = { ...variables(target), head: `refs/heads/${target.branch}` }
  return target.base === undefined
    ? ask(client, FOR_DEFAULT_BRANCH, common)
    : ask(client, FOR_BASE, { ...common, base: `refs/heads/${target.base}` })
}

function variables({ owner, repo, path, scriptPath, branch }: Target) {
  const keepsScript = scriptPath !== undefined
  return { owner, name: repo, path, scriptPath: scriptPath ?? '', keepsScript, branch }
}

/** A file that a commit has not is null, and an error beside the rest of the answer. */
async function ask(client: GitHubClient, query: string, parameters: object): Promise<unknown> {
  try {
    return await client.graphql(query, { ...parameters })
  } catch (error) {
    const isWhole = error instanceof GraphqlResponseError && error.errors?.every(isMissingFile)
    if (isWhole) return error.data
    throw error
  }
}

/** Whether an error only says that there is no such file. */
export function isMissingFile({ type, path }: { readonly type?: unknown; readonly path?: unknown }): boolean {
  return type === 'NOT_FOUND' && Array.isArray(path) && /^(?:file|script)$/.test(String(path.at(-1)))
}
