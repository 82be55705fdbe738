import { complete } from './description.ts'
import { addAssignees, addComment, addLabels, proposePull, refuseLong, requestReviews } from './pulls.ts'
import { invalid, notFound } from './refusal.ts'
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
  'POST /repos/{owner}/{repo}/issues/{issue_number}/labels': { needs: WRITE_ISSUE, handle: labelPull },
  /** @see https://docs.github.com/en/rest/issues/assignees#add-assignees-to-an-issue */
  'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees': { needs: WRITE_ISSUE, handle: assignPull },
  /** @see https://docs.github.com/en/rest/issues/comments#create-an-issue-comment */
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments': { needs: WRITE_ISSUE, handle: commentOnPull },
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
  const { head, base, title, body: text = null, draft = false } = body
  const pull = await proposePull(repository, token, { head, base, title, body: text, draft })
  return { status: 201, body: await answers.pull(repository, pull, 'pull-request') }
}

async function updatePull(call: Call): Promise<Answer> {
  const { repository, token, body, answers } = call
  const pull = pullOf(call, 'pull_number')
  if (body.state === 'open' && pull.merged)
    throw invalid({ resource: 'PullRequest', field: 'state', code: 'invalid' })
  refuseLong(body.body ?? null)
  if (body.title !== undefined) pull.title = body.title
  if (body.body !== undefined) pull.body = body.body
  if (body.state !== undefined) repository.setPullState(pull, body.state, token.login)
  return { status: 200, body: await answers.pull(repository, pull, 'pull-request') }
}

async function getIssue(call: Call): Promise<Answer> {
  const { number, title, state } = pullOf(call, 'issue_number')
  const closer = call.repository.closings(number).at(-1)
  const closed = { closed_by: state === 'closed' && closer ? call.answers.user(closer) : null }
  return { status: 200, body: complete('issue', { number, title, state, labels: [], user: null, ...closed }) }
}

async function requestReviewers(call: Call): Promise<Answer> {
  const { repository, body, answers } = call
  const pull = pullOf(call, 'pull_number')
  requestReviews(repository, pull, { users: body.reviewers ?? [], teams: body.team_reviewers ?? [] }, true)
  return { status: 201, body: await answers.pull(repository, pull, 'pull-request-simple') }
}

async function labelPull(call: Call): Promise<Answer> {
  const pull = pullOf(call, 'issue_number')
  const names: string[] = Array.isArray(call.body) ? call.body : call.body.labels
  addLabels(pull, names)
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

async function assignPull(call: Call): Promise<Answer> {
  const { repository, body, answers } = call
  const pull = pullOf(call, 'issue_number')
  addAssignees(repository, pull, body.assignees ?? [])
  const assignees = pull.assignees.map((login) => answers.user(login))
  return {
    status: 201,
    body: complete('issue', { number: pull.number, title: pull.title, assignees, labels: [], user: null }),
  }
}

async function commentOnPull(call: Call): Promise<Answer> {
  const { token, body, answers } = call
  const pull = pullOf(call, 'issue_number')
  addComment(pull, token, body.body)
  return {
    status: 201,
    body: complete('issue-comment', { user: answers.user(token.login), body: body.body }),
  }
}

function pullOf({ repository, path }: Call, parameter: string): PullRequestState {
  const pull = repository.pulls().find(({ number }) => number === Number(path[parameter]))
  if (!pull) throw notFound()
  return pull
}
