import { complete } from './description.ts'
import { invalid, notFound, Refusal } from './refusal.ts'
import { headLabel, type PullRequestState } from './repository.ts'
import type { Answer, Call, Route, Routes } from './route.ts'

const WRITE_ISSUE: Route['needs'] = [
  ['issues', 'write'],
  ['pull_requests', 'write'],
]

export const PULLS_ROUTES: Routes = {
  /** @see https://docs.github.com/en/rest/repos/repos#get-a-repository */
  'GET /repos/{owner}/{repo}': {
    needs: [['metadata', 'read']],
    handle: async ({ repository, answers }) => ({
      status: 200,
      body: answers.repository(repository, 'full-repository'),
    }),
  },
  /** @see https://docs.github.com/en/rest/pulls/pulls#list-pull-requests */
  'GET /repos/{owner}/{repo}/pulls': { needs: [['pull_requests', 'read']], handle: listPulls },
  /** @see https://docs.github.com/en/rest/pulls/pulls#create-a-pull-request */
  'POST /repos/{owner}/{repo}/pulls': { needs: [['pull_requests', 'write']], handle: createPull },
  /** @see https://docs.github.com/en/rest/pulls/pulls#update-a-pull-request */
  'PATCH /repos/{owner}/{repo}/pulls/{pull_number}': {
    needs: [['pull_requests', 'write']],
    handle: updatePull,
  },
  /** @see https://docs.github.com/en/rest/pulls/review-requests#request-reviewers-for-a-pull-request */
  'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers': {
    needs: [['pull_requests', 'write']],
    handle: requestReviewers,
  },
  /** @see https://docs.github.com/en/rest/issues/issues#get-an-issue */
  'GET /repos/{owner}/{repo}/issues/{issue_number}': {
    needs: [
      ['issues', 'read'],
      ['pull_requests', 'read'],
    ],
    handle: getIssue,
  },
  /** @see https://docs.github.com/en/rest/issues/labels#add-labels-to-an-issue */
  'POST /repos/{owner}/{repo}/issues/{issue_number}/labels': { needs: WRITE_ISSUE, handle: addLabels },
  /** @see https://docs.github.com/en/rest/issues/assignees#add-assignees-to-an-issue */
  'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees': { needs: WRITE_ISSUE, handle: addAssignees },
  /** @see https://docs.github.com/en/rest/issues/comments#create-an-issue-comment */
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments': { needs: WRITE_ISSUE, handle: addComment },
}

async function listPulls({ repository, query, answers }: Call): Promise<Answer> {
  const state = query.get('state') ?? 'open'
  const matching = repository
    .pulls()
    .filter((pull) => state === 'all' || pull.state === state)
    .filter(({ head }) => !query.has('head') || query.get('head') === headLabel(repository, head))
    .filter((pull) => !query.has('base') || query.get('base') === pull.base.ref)
    .toReversed()
  const perPage = Number(query.get('per_page') ?? 30)
  const page = matching.slice((Number(query.get('page') ?? 1) - 1) * perPage).slice(0, perPage)
  return {
    status: 200,
    body: await Promise.all(page.map((pull) => answers.pull(repository, pull, 'pull-request-simple'))),
  }
}

async function createPull({ repository, token, body, answers }: Call): Promise<Answer> {
  const { objects, policy, fullName } = repository
  if (!policy.actionsMayCreatePullRequests && token.login === 'github-actions[bot]') {
    throw new Refusal(403, 'GitHub Actions is not permitted to create or approve pull requests.')
  }
  const [owner] = fullName.split('/')
  const { head, base, title, body: text = null, draft = false } = body
  const [headCommit, baseCommit] = await Promise.all([repository.commitSeen(head), objects.commit(base)])
  if (!baseCommit) throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' })
  if (!headCommit) throw invalid({ resource: 'PullRequest', field: 'head', code: 'invalid' })
  const isOpen = repository
    .pulls()
    .some((pull) => pull.state === 'open' && headIs(pull, head) && pull.base.ref === base)
  if (isOpen)
    throw invalid({
      resource: 'PullRequest',
      code: 'custom',
      message: `A pull request already exists for ${owner}:${head}.`,
    })
  if (await objects.isAncestor(headCommit, baseCommit)) {
    throw invalid({
      resource: 'PullRequest',
      code: 'custom',
      message: `No commits between ${base} and ${head}`,
    })
  }
  if (draft && !policy.draftsSupported)
    throw new Refusal(422, 'Draft pull requests are not supported in this repository.')
  refuseLong(text)
  const pull = repository.addPull({
    title,
    body: text,
    state: 'open',
    draft,
    merged: false,
    login: token.login,
    base: { ref: base },
    head: { ref: head, sha: headCommit },
    labels: [],
    assignees: [],
    reviewers: [],
    teamReviewers: [],
    comments: [],
  })
  return { status: 201, body: await answers.pull(repository, pull, 'pull-request') }
}

const headIs = ({ head }: PullRequestState, branch: string) => head.ref === branch && !head.fork

function refuseLong(text: string | null): void {
  if (text === null || text.length <= 65_536) return
  const message = 'body is too long (maximum is 65536 characters)'
  throw invalid({ resource: 'Issue', code: 'custom', field: 'body', message })
}

async function updatePull(call: Call): Promise<Answer> {
  const { repository, token, body, answers } = call
  const pull = pullOf(call, 'pull_number')
  if (body.state === 'open' && pull.merged)
    throw invalid({ resource: 'PullRequest', field: 'state', code: 'invalid' })
  refuseLong(body.body ?? null)
  if (body.title !== undefined) pull.title = body.title
  if (body.body !== undefined) pull.body = body.body
  if (body.state === 'closed' && pull.state === 'open') pull.closedBy = token.login
  if (body.state !== undefined) pull.state = body.state
  return { status: 200, body: await answers.pull(repository, pull, 'pull-request') }
}

async function getIssue(call: Call): Promise<Answer> {
  const { number, title, state, closedBy } = pullOf(call, 'issue_number')
  const closed =
    state === 'closed' && closedBy ? { closed_by: call.answers.user(closedBy) } : { closed_by: null }
  return { status: 200, body: complete('issue', { number, title, state, labels: [], user: null, ...closed }) }
}

async function requestReviewers(call: Call): Promise<Answer> {
  const { repository, body, answers } = call
  const pull = pullOf(call, 'pull_number')
  const { collaborators, teams } = repository.policy
  const reviewers: string[] = body.reviewers ?? []
  const teamReviewers: string[] = body.team_reviewers ?? []
  if (reviewers.includes(pull.login))
    throw new Refusal(422, 'Review cannot be requested from pull request author.')
  if (
    reviewers.some((login) => !collaborators.has(login)) ||
    teamReviewers.some((team) => !teams.has(team))
  ) {
    const message = `Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the ${repository.fullName} repository.`
    throw new Refusal(422, message)
  }
  add(pull.reviewers, reviewers)
  add(pull.teamReviewers, teamReviewers)
  return { status: 201, body: await answers.pull(repository, pull, 'pull-request-simple') }
}

async function addLabels(call: Call): Promise<Answer> {
  const pull = pullOf(call, 'issue_number')
  const names: string[] = Array.isArray(call.body) ? call.body : call.body.labels
  add(pull.labels, names)
  const url = 'https://github.test/'
  return {
    status: 200,
    body: pull.labels.map((name) => ({
      id: 1,
      node_id: '',
      url,
      name,
      color: 'ededed',
      default: false,
      description: null,
    })),
  }
}

async function addAssignees(call: Call): Promise<Answer> {
  const { repository, body, answers } = call
  const pull = pullOf(call, 'issue_number')
  const logins: string[] = body.assignees ?? []
  add(
    pull.assignees,
    logins.filter((login) => repository.policy.collaborators.has(login)),
  )
  const assignees = pull.assignees.map((login) => answers.user(login))
  return {
    status: 201,
    body: complete('issue', { number: pull.number, title: pull.title, assignees, labels: [], user: null }),
  }
}

async function addComment(call: Call): Promise<Answer> {
  const { token, body, answers } = call
  const pull = pullOf(call, 'issue_number')
  pull.comments.push({ login: token.login, body: body.body })
  return {
    status: 201,
    body: complete('issue-comment', { user: answers.user(token.login), body: body.body }),
  }
}

/** Who or what is there already is not there twice. */
function add(names: string[], more: readonly string[]): void {
  names.push(...more.filter((name) => !names.includes(name)))
}

function pullOf({ repository, path }: Call, parameter: string): PullRequestState {
  const pull = repository.pulls().find(({ number }) => number === Number(path[parameter]))
  if (!pull) throw notFound()
  return pull
}
