import { GraphqlResponseError } from '@octokit/graphql'
import { RequestError } from '@octokit/request-error'
import { troubleOf } from '../network/index.ts'
import { ConfigRepositoryError, isRateLimit, isTrouble, UnexpectedAnswerError } from './errors.ts'
import { isMissingFile } from './query.ts'
import type { Target } from './state.ts'

/** What GitHub says over REST or GraphQL that it did not do. */
interface Refusal {
  /** "403" over REST, "FORBIDDEN" over GraphQL, whose types are not documented. */
  readonly code: string
  readonly message: string
  /** "POST /repos/octo/config/pulls", "graphql updatePullRequest" */
  readonly request: string
  /** Seconds since 1970 at which a rate limit ends. */
  readonly reset: number
}

/** A refusal that people really meet, and which setting changes it. */
interface Explanation {
  readonly code?: RegExp
  readonly message?: RegExp
  readonly request?: RegExp
  readonly cure: (target: Target, refusal: Refusal) => string
}

const UNEXPECTED = 'This answer is not expected; if it stays, report it with this text.'
const TROUBLE = 'GitHub has trouble; running again is safe.'
const APP_TOKEN = 'pass a GitHub App token as token'

const nameOf = ({ owner, repo }: Target) => `${owner}/${repo}`

const needs = (permission: string) => (target: Target) =>
  `The token may not do this in ${nameOf(target)}. In the workflow's own repository give the job "permissions: ${permission}"; in another one the GitHub App or fine-grained token needs ${permission.replace(':', '')} there.`
const needsPullRequests = needs('pull-requests: write')
const needsContents = needs('contents: write')

/** Seconds since 1970 that are still a date. */
const LATEST = 8.64e12

function rateLimit(_: Target, { reset }: Refusal): string {
  const until = reset > 0 && reset < LATEST ? ` until ${new Date(reset * 1000).toISOString()}` : ''
  return `GitHub's rate limit is used up${until}. Run again later, or spread the runs.`
}

/**
 * The first match wins. Messages of REST and GraphQL are alike; what an organisation forbids comes before what a token lacks.
 * @see https://docs.github.com/en/organizations/keeping-your-organization-secure/managing-allowed-ip-addresses-for-your-organization
 * @see https://docs.github.com/en/organizations/managing-programmatic-access-to-your-organization/setting-a-personal-access-token-policy-for-your-organization
 * @see https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets
 */
const EXPLANATIONS: readonly Explanation[] = [
  { code: /^RATE_LIMITED$|^429$/, cure: rateLimit },
  {
    code: /^401$/,
    cure: () =>
      'The token is not valid. Check the token input: it may be empty, expired or revoked, or of another GitHub server.',
  },
  {
    message: /not permitted to create or approve pull requests/,
    cure: (target) =>
      `Switch on "Allow GitHub Actions to create and approve pull requests" in the settings of ${nameOf(target)} (Actions, General; an organisation's setting may lock it), or ${APP_TOKEN}.`,
  },
  {
    message: /archived so is read-only/,
    cure: (target) => `Unarchive ${nameOf(target)}, or name another config-repository.`,
  },
  {
    message: /repository is empty/i,
    cure: (target) =>
      `${nameOf(target)} has no commit yet, so a pull request has nothing to start from. Commit a README to it first.`,
  },
  {
    message: /Reference update failed|Ref cannot be created/,
    cure: (target) =>
      `A branch of ${nameOf(target)} is in the way of branch "${target.branch}": git can't keep both "a" and "a/b". Rename it, or choose another name with the branch input.`,
  },
  {
    message: /Draft pull requests are not supported/,
    cure: (target) => `The plan of ${nameOf(target)} has no draft pull requests. Remove draft: true.`,
  },
  {
    message: /IP allow list/,
    cure: ({ owner }) =>
      `The IP allow list of ${owner} does not have the address of this runner. Use a runner with an address that is on it, or have an owner of the organisation add the address (Settings, Authentication security).`,
  },
  {
    message: /SAML/,
    cure: ({ owner }) =>
      `Authorise the token for single sign-on with the organisation ${owner}, or use a GitHub App token.`,
  },
  {
    message: /if the token.s lifetime/,
    cure: ({ owner }) =>
      `Give the fine-grained token an expiry date that ${owner} accepts, or ${APP_TOKEN}, which lives for an hour.`,
  },
  {
    message: /forbids access via a (?:fine-grained )?personal access token/,
    cure: ({ owner }) => `${owner} does not accept this kind of token. Instead, ${APP_TOKEN}.`,
  },
  {
    message: /OAuth App access restrictions/,
    cure: ({ owner }) =>
      `The token is of an OAuth app that ${owner} has not approved. Have an owner approve it, or ${APP_TOKEN}.`,
  },
  {
    message: /secret detected|cannot contain secrets|push protection/i,
    cure: (target) =>
      `Push protection takes something in ${target.path} for a secret. Remove it from the wanted values, from the file on the base branch or from the template. If it is none, have somebody who may bypass push protection of ${nameOf(target)} allow it.`,
  },
  {
    message: /commit message must/i,
    cure: (target) =>
      `A rule of ${nameOf(target)} says how a commit message must be worded. Set the commit-message input to one that it accepts; the action adds lines such as "Mobile-SSO-Path: …" at the end, so the rule must allow text after it.`,
  },
  {
    message: /(?:branch|ref(?:erence)?) name must/i,
    cure: (target) =>
      `A rule of ${nameOf(target)} says how a branch must be named, and "${target.branch}" is not. Choose another name with the branch input.`,
  },
  {
    message: /\bfile (?:path|extension|size)\b/i,
    cure: (target) =>
      `A rule of ${nameOf(target)} says which files may be pushed, whatever the branch is called. Choose another path in config-path (and wsadmin-script), or have the token's identity exempted from the rule.`,
  },
  {
    message: /verified signature|(?:author|committer) email must/i,
    cure: (target) =>
      `A rule of ${nameOf(target)} says who may commit, or that commits must be signed. GitHub signs the commits of apps: leave the token input out, or ${APP_TOKEN}; or exempt the token's identity from the rule.`,
  },
  {
    message: /updateRefs' doesn't exist|UpdateRefsInput/,
    cure: () =>
      'This GitHub Enterprise Server is too old for updateRefs, which moves a branch without losing commits. Delete the pull request branch by hand and run again.',
  },
  {
    message: /doesn't exist/,
    cure: () => 'This GitHub Enterprise Server is too old for what the action asks of it. Update the server.',
  },
  {
    message:
      /rule violation|protected|Changes must be made through a pull request|creations being restricted|Cannot force-push/i,
    cure: (target) =>
      `A rule protects branch ${target.branch} of ${nameOf(target)}. Exempt the token's identity from it in the settings (Rules, Rulesets, or Branches), or choose another name with the branch input.`,
  },
  { message: /rate limit|abuse/i, cure: rateLimit },
  {
    message: /No common ancestor/,
    cure: (target) =>
      `Branch ${target.branch} shares no commit with the base. Delete it, or choose another name with the branch input.`,
  },
  {
    code: /^40[34]$/,
    request: /^(POST|PATCH) \/repos\/[^/]+\/[^/]+\/(pulls|issues)\b/,
    cure: needsPullRequests,
  },
  { code: /^40[34]$/, request: /^(POST|PUT|PATCH|DELETE) /, cure: needsContents },
  {
    code: /^403$|^FORBIDDEN$|^INSUFFICIENT_SCOPES$/,
    request: /\/pulls\b|PullRequest|addComment/,
    cure: needsPullRequests,
  },
  { code: /^403$|^FORBIDDEN$|^INSUFFICIENT_SCOPES$/, cure: needsContents },
  {
    code: /^404$|^NOT_FOUND$/,
    cure: (target) =>
      `There is no repository ${nameOf(target)}, or the token has no access to it. Check config-repository; for a repository other than the workflow's own, GITHUB_TOKEN does not work: pass a GitHub App token or a fine-grained personal access token as token.`,
  },
  { message: /not accessible/i, cure: needsContents },
]

/**
 * An error of this folder as one that the administrator can act on; others are returned as they are.
 * @see https://docs.github.com/en/graphql/guides/forming-calls-with-graphql
 */
export function explain(error: unknown, target: Target): unknown {
  const explained = textOf(error, target)
  return explained === undefined ? error : new ConfigRepositoryError(explained, { cause: error })
}

function textOf(error: unknown, target: Target): string | undefined {
  if (error instanceof UnexpectedAnswerError)
    return `${error.message} Check that GITHUB_API_URL is GitHub's REST API and that no proxy answers in its place.`
  if (error instanceof RequestError) return requestText(error, target)
  if (isRateLimit(error)) {
    const { response } = error as { response?: { readonly headers: object } }
    return graphqlText({ type: 'RATE_LIMITED', message: error.message }, resetOf(response?.headers), target)
  }
  if (!(error instanceof GraphqlResponseError)) return undefined
  const [first] = error.errors?.filter((each) => !isMissingFile(each)) ?? []
  return graphqlText(first ?? error, resetOf(error.headers), target)
}

function requestText(error: RequestError, target: Target): string {
  const { status, message, response } = error
  const request = `${error.request.method} ${new URL(error.request.url, 'https://api.github.com').pathname}`
  if (!response) {
    const { reason, cure } = troubleOf(error.cause ?? error)
    return `${request} got no answer from GitHub: ${reason}. ${cure}`
  }
  const apiRequest = request.replace(/^(\S*) .*?\/repos\//, '$1 /repos/')
  const refusal = { code: String(status), message, request: apiRequest, reset: resetOf(response.headers) }
  const cure = status >= 500 ? TROUBLE : cureOf(refusal, target)
  return `${request} was answered with ${status}: ${sentence(message)} ${cure}`
}

interface FieldError {
  readonly type?: string
  readonly message: string
  readonly path?: unknown
}

function graphqlText(error: FieldError, reset: number, target: Target): string {
  const { type = '', message, path } = error
  const request = `graphql ${Array.isArray(path) ? path.join('.') : ''}`
  const cure = isTrouble(error) ? TROUBLE : cureOf({ code: type, message, request, reset }, target)
  return `POST /graphql was answered with ${type || 'an error'}: ${sentence(message)} ${cure}`
}

function cureOf(refusal: Refusal, target: Target): string {
  const match = EXPLANATIONS.find(
    ({ code, message, request }) =>
      (code?.test(refusal.code) ?? true) &&
      (message?.test(refusal.message) ?? true) &&
      (request?.test(refusal.request) ?? true),
  )
  return match?.cure(target, refusal) ?? UNEXPECTED
}

const resetOf = (headers: object = {}) =>
  Number((headers as Readonly<Record<string, unknown>>)['x-ratelimit-reset'])

/** GitHub's words as a sentence on one line, without the link that Octokit appends. */
function sentence(words: string): string {
  const text = words
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/ - https:\/\/\S+$/, '')
  return /[.!?]$/.test(text) ? text : `${text}.`
}
