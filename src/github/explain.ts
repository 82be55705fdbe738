import { GraphqlResponseError } from '@octokit/graphql'
import { RequestError } from '@octokit/request-error'
import { failureOf } from '../network/index.ts'
import { ConfigRepositoryError, isRateLimit, isTrouble, UnexpectedAnswerError } from './errors.ts'
import { isMissingFile } from './query.ts'
import type { Target } from './state.ts'

/** What GitHub says over REST or GraphQL that it did not do. */
interface Refusal {
  /** "403" over REST, "FORBIDDEN" over GraphQL, whose types are not documented. */
  readonly code: string
  readonly message: string
  /** "POST /repos/octo/config/issues/1/labels", "updatePullRequest" */
  readonly request: string
  /** Seconds since 1970 at which a rate limit ends. */
  readonly reset: number
}

const UNEXPECTED = 'Unexpected answer. If it happens again, report it with this message.'
const TROUBLE = 'GitHub is having problems. It is safe to run again.'
const RATE_LIMIT = "GitHub's rate limit is used up{until}. Run again later, or spread the runs out."
const APP_TOKEN = 'pass a GitHub App token as token'

const needs = (permission: string) =>
  `The token lacks the permission for this in {repository}. In the workflow's own repository, give the job "permissions: ${permission}"; in another repository, the GitHub App or fine-grained token needs ${permission.replace(':', '')}.`
const NEEDS_PULL_REQUESTS = needs('pull-requests: write')
const NEEDS_CONTENTS = needs('contents: write')

/**
 * Refusals that people really meet, by "code request" where the pattern begins with ^, else by message, and which setting changes
 * them. The first match wins; messages of REST and GraphQL are alike, and what an organisation forbids comes before what a token lacks.
 * @see https://docs.github.com/en/organizations/keeping-your-organization-secure/managing-allowed-ip-addresses-for-your-organization
 * @see https://docs.github.com/en/organizations/managing-programmatic-access-to-your-organization/setting-a-personal-access-token-policy-for-your-organization
 * @see https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets
 */
const EXPLANATIONS: readonly (readonly [refusal: RegExp, cure: string])[] = [
  [/^(?:429|RATE_LIMITED) /, RATE_LIMIT],
  [
    /^401 /,
    'The token is not valid. Check the token input: it may be empty, expired, revoked or for another GitHub server.',
  ],
  [
    /not permitted to create or approve pull requests/,
    `Enable "Allow GitHub Actions to create and approve pull requests" in the settings of {repository} (Actions, General; a setting of the organisation may lock it), or ${APP_TOKEN}.`,
  ],
  [/archived so is read-only/, 'Unarchive {repository}, or set config-repository to another repository.'],
  [
    /repository is empty/i,
    '{repository} has no commit yet, so a pull request has nothing to start from. Commit a README to it first.',
  ],
  [
    /Reference update failed|Ref cannot be created/,
    'A branch of {repository} is in the way of branch "{branch}": git cannot keep both "a" and "a/b". Rename it, or set the branch input to a different name.',
  ],
  [
    /Draft pull requests are not supported/,
    'The plan of {repository} has no draft pull requests. Remove draft: true.',
  ],
  [
    /IP allow list/,
    'The IP allow list of {owner} does not have the address of this runner. Use a runner whose address is on it, or ask an owner of the organisation to add the address (Settings, Authentication security).',
  ],
  [
    /SAML/,
    'Authorise the token for single sign-on with the organisation {owner}, or use a GitHub App token.',
  ],
  [
    /if the token.s lifetime/,
    `Give the fine-grained token an expiry date that {owner} accepts, or ${APP_TOKEN}, which expires after an hour.`,
  ],
  [
    /forbids access via a (?:fine-grained )?personal access token/,
    `{owner} does not accept this kind of token. Instead, ${APP_TOKEN}.`,
  ],
  [
    /OAuth App access restrictions/,
    `The token belongs to an OAuth app that {owner} has not approved. Ask an owner to approve it, or ${APP_TOKEN}.`,
  ],
  [
    /secret detected|cannot contain secrets|push protection/i,
    'Push protection found something in {path} that looks like a secret. Remove it from the values, from the file on the base branch or from the template. If it is not a secret, ask somebody who can bypass push protection of {repository} to allow it.',
  ],
  [
    /commit message must/i,
    'A rule of {repository} restricts commit messages. Set the commit-message input to one that it accepts. The action adds lines such as "Mobile-SSO-Path: …" at the end, so the rule must allow text after it.',
  ],
  [
    /(?:branch|ref(?:erence)?) name must/i,
    'A rule of {repository} restricts branch names, and "{branch}" does not match it. Set the branch input to a different name.',
  ],
  [
    /\bfile (?:path|extension|size)\b/i,
    "A rule of {repository} restricts the files that can be pushed to any branch. Use a different path in config-path (and wsadmin-script), or exempt the token's identity from the rule.",
  ],
  [
    /verified signature|(?:author|committer) email must/i,
    `A rule of {repository} restricts who can commit, or requires signed commits. GitHub signs the commits of apps: omit the token input, or ${APP_TOKEN}; or exempt the token's identity from the rule.`,
  ],
  [
    /updateRefs' doesn't exist|UpdateRefsInput/,
    "This GitHub Enterprise Server is too old for updateRefs, which moves a branch without losing commits. Delete the pull request's branch by hand, then run again.",
  ],
  [/doesn't exist/, 'This GitHub Enterprise Server is too old for this action. Update the server.'],
  [
    /rule violation|protected|through a pull request|creations being restricted|Cannot force-push/i,
    "A rule protects branch {branch} of {repository}. Exempt the token's identity from it in the settings (Rules, Rulesets, or Branches), or set the branch input to a different name.",
  ],
  [/rate limit|abuse/i, RATE_LIMIT],
  [
    /No common ancestor/,
    'Branch {branch} has no commit in common with the base. Delete it, or set the branch input to a different name.',
  ],
  [/^40[34] (?:POST|PATCH) \/repos\/[^/]+\/[^/]+\/(?:pulls|issues)\b/, NEEDS_PULL_REQUESTS],
  [/^40[34] (?:POST|PUT|PATCH|DELETE) /, NEEDS_CONTENTS],
  [/^(?:403|FORBIDDEN|INSUFFICIENT_SCOPES) .*(?:\/pulls\b|PullRequest|addComment)/, NEEDS_PULL_REQUESTS],
  [/^(?:403|FORBIDDEN|INSUFFICIENT_SCOPES) /, NEEDS_CONTENTS],
  [
    /^(?:404|NOT_FOUND) /,
    "The repository {repository} does not exist, or the token has no access to it. Check config-repository. GITHUB_TOKEN works only in the workflow's own repository: for another one, set token to a GitHub App token or a fine-grained personal access token.",
  ],
  [/not accessible/i, NEEDS_CONTENTS],
]

/**
 * An error of this folder as one that the administrator can act on; others are returned as they are.
 * @see https://docs.github.com/en/graphql/guides/forming-calls-with-graphql
 */
export function explain(error: unknown, target: Target): unknown {
  const text = textOf(error, target)
  return text === undefined ? error : new ConfigRepositoryError(text, { cause: error })
}

function textOf(error: unknown, target: Target): string | undefined {
  if (error instanceof UnexpectedAnswerError)
    return `${error.message} Check that GITHUB_API_URL is GitHub's REST API and that no proxy answers instead of it.`
  if (error instanceof RequestError) return requestText(error, target)
  if (isRateLimit(error)) {
    const { response } = error as { response?: { readonly headers: object } }
    return graphqlText({ type: 'RATE_LIMITED', message: error.message }, resetOf(response?.headers), target)
  }
  if (!(error instanceof GraphqlResponseError)) return undefined
  const first = error.errors?.find((each) => !isMissingFile(each))
  return graphqlText(first ?? error, resetOf(error.headers), target)
}

function requestText(error: RequestError, target: Target): string {
  const { status, message, response } = error
  const request = `${error.request.method} ${new URL(error.request.url, 'https://api.github.com').pathname}`
  if (!response) {
    const { reason, cure } = failureOf(error.cause ?? error)
    return `${request} got no answer from GitHub: ${reason}. ${cure}`
  }
  const apiRequest = request.replace(/^(\S*) .*?\/repos\//, '$1 /repos/')
  const refusal = { code: String(status), message, request: apiRequest, reset: resetOf(response.headers) }
  const cure = status >= 500 ? TROUBLE : cureOf(refusal, target)
  return `${request} was answered with ${status}: ${sentence(message)} ${cure}`
}

function graphqlText(
  error: { readonly type?: string; readonly message: string; readonly path?: unknown },
  reset: number,
  target: Target,
): string {
  const { type = '', message, path } = error
  const request = Array.isArray(path) ? path.join('.') : ''
  const cure = isTrouble(error) ? TROUBLE : cureOf({ code: type, message, request, reset }, target)
  return `POST /graphql was answered with ${type || 'an error'}: ${sentence(message)} ${cure}`
}

function cureOf({ code, request, message, reset }: Refusal, target: Target): string {
  const match = EXPLANATIONS.find(([refusal]) =>
    refusal.test(refusal.source.startsWith('^') ? `${code} ${request}` : message),
  )
  const until = reset > 0 && reset < LATEST ? ` until ${new Date(reset * 1000).toISOString()}` : ''
  const names = { ...target, repository: `${target.owner}/${target.repo}`, until }
  return (match?.[1] ?? UNEXPECTED).replaceAll(
    /\{(owner|repository|branch|path|until)\}/g,
    (_, name: keyof typeof names) => `${names[name]}`,
  )
}

/** Seconds since 1970 that are still a date. */
const LATEST = 8.64e12

const resetOf = (headers: object = {}) =>
  Number((headers as Readonly<Record<string, unknown>>)['x-ratelimit-reset'])

/** GitHub's words as a sentence on one line, without the link that Octokit appends. */
function sentence(words: string): string {
  const line = words.replaceAll(/\s+/g, ' ').trim()
  const text = line.replace(/ - https:\/\/\S+$/, '')
  return /[.!?]$/.test(text) ? text : `${text}.`
}
