import { repository } from './cures.ts'
import type { Target } from './state.ts'

/** What an organisation or a repository forbids, whatever the token's permissions are. */
interface Policy {
  /** Tested against GitHub's message, which REST and GraphQL word alike. */
  readonly message: RegExp
  readonly cure: (target: Target) => string
}

const APP_TOKEN = 'pass a GitHub App token as token'

/**
 * The first match wins; a rule that says no more than that it is one is explained elsewhere.
 * @see https://docs.github.com/en/organizations/keeping-your-organization-secure/managing-allowed-ip-addresses-for-your-organization
 * @see https://docs.github.com/en/organizations/managing-programmatic-access-to-your-organization/setting-a-personal-access-token-policy-for-your-organization
 * @see https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets
 */
export const POLICIES: readonly Policy[] = [
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
      `Push protection takes something in ${target.path} for a secret. Remove it from the wanted values, from the file on the base branch or from the template. If it is none, have somebody who may bypass push protection of ${repository(target)} allow it.`,
  },
  {
    message: /commit message must/i,
    cure: (target) =>
      `A rule of ${repository(target)} says how a commit message must be worded. Set the commit-message input to one that it accepts; the action adds lines such as "Mobile-SSO-Path: …" at the end, so the rule must allow text after it.`,
  },
  {
    message: /(?:branch|ref(?:erence)?) name must/i,
    cure: (target) =>
      `A rule of ${repository(target)} says how a branch must be named, and "${target.branch}" is not. Choose another name with the branch input.`,
  },
  {
    message: /\bfile (?:path|extension|size)\b/i,
    cure: (target) =>
      `A rule of ${repository(target)} says which files may be pushed, whatever the branch is called. Choose another path in config-path (and wsadmin-script), or have the token's identity exempted from the rule.`,
  },
  {
    message: /verified signature|(?:author|committer) email must/i,
    cure: (target) =>
      `A rule of ${repository(target)} says who may commit, or that commits must be signed. GitHub signs the commits of apps: leave the token input out, or ${APP_TOKEN}; or exempt the token's identity from the rule.`,
  },
]
