import type { Target } from './state.ts'

/** As much of a refusal as tells when a rate limit ends. */
export interface Answered {
  readonly response?: { readonly headers: Readonly<Record<string, unknown>> } | undefined
}

export const repository = ({ owner, repo }: Target) => `${owner}/${repo}`

export const TROUBLE = 'GitHub has trouble; running again is safe.'
export const UNEXPECTED = 'This answer is not expected; if it stays, report it with this text.'

export function noRepository(target: Target): string {
  return `There is no repository ${repository(target)}, or the token has no access to it. Check config-repository; for a repository other than the workflow's own, GITHUB_TOKEN does not work: pass a GitHub App token or a fine-grained personal access token as token.`
}

export function missingPermission(target: Target, permission: string): string {
  return `The token may not do this in ${repository(target)}. In the workflow's own repository give the job "permissions: ${permission}"; in another one the GitHub App or fine-grained token needs ${permission.replace(':', '')} there.`
}

/** Seconds since 1970 that are still a date. */
const LATEST = 8.64e12

export function rateLimit({ response }: Answered): string {
  const reset = Number(response?.headers['x-ratelimit-reset'])
  const until = reset > 0 && reset < LATEST ? ` until ${new Date(reset * 1000).toISOString()}` : ''
  return `GitHub's rate limit is used up${until}. Run again later, or spread the runs out.`
}

/** GitHub's words as a sentence on one line, without the link that Octokit appends. */
export function sentence(words: string): string {
  const text = words
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/ - https:\/\/\S+$/, '')
  return /[.!?]$/.test(text) ? text : `${text}.`
}
