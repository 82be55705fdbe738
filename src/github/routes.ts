import type { getOctokit } from '@actions/github'

type Octokit = ReturnType<typeof getOctokit>

/** The REST requests that are sent, by the names of Octokit. Its own table of all of GitHub's takes longer to load than to use. */
const ROUTES = {
  git: {
    createBlob: 'POST /repos/{owner}/{repo}/git/blobs',
    createCommit: 'POST /repos/{owner}/{repo}/git/commits',
    createRef: 'POST /repos/{owner}/{repo}/git/refs',
    createTree: 'POST /repos/{owner}/{repo}/git/trees',
    getBlob: 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
  },
  issues: {
    addAssignees: 'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees',
    addLabels: 'POST /repos/{owner}/{repo}/issues/{issue_number}/labels',
    createComment: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
    get: 'GET /repos/{owner}/{repo}/issues/{issue_number}',
  },
  pulls: {
    create: 'POST /repos/{owner}/{repo}/pulls',
    list: 'GET /repos/{owner}/{repo}/pulls',
    requestReviewers: 'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers',
    update: 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}',
  },
  repos: {
    compareCommitsWithBasehead: 'GET /repos/{owner}/{repo}/compare/{basehead}',
    createOrUpdateFileContents: 'PUT /repos/{owner}/{repo}/contents/{path}',
    get: 'GET /repos/{owner}/{repo}',
    getBranch: 'GET /repos/{owner}/{repo}/branches/{branch}',
  },
} as const

type Routes = typeof ROUTES

/** The methods of Octokit for {@link ROUTES}. */
export type Rest = {
  readonly [Scope in keyof Routes]: Pick<
    Octokit['rest'][Scope],
    keyof Routes[Scope] & keyof Octokit['rest'][Scope]
  >
}

export function restMethods({ request }: Pick<Octokit, 'request'>): Rest {
  const methods = Object.entries(ROUTES).map(([scope, routes]) => [
    scope,
    Object.fromEntries(Object.entries(routes).map(([name, route]) => [name, defaultsOf(request, route)])),
  ])
  return Object.fromEntries(methods)
}

function defaultsOf(request: Octokit['request'], route: string) {
  const [method, url] = route.split(' ') as [method: 'GET', url: string]
  return request.defaults({ method, url })
}
