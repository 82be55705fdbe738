import { fingerprint, markerText, type Proposal } from './config-repository/index.ts'
import { derivedBranch } from './input-rules.ts'
import { type NewOrRendered, render } from './rendering.ts'
import { documentationUrl, pullRequestBody, type ReportedRegistration } from './report/index.ts'
import type { Run } from './run.ts'

/**
 * What the pull request is to say and hold, in terms of the file that is found. Secrets are in none of it, not even where the
 * file has them.
 * @param registered what is found out about the app registration, which the pull request explains too
 */
export function proposalFor(
  { inputs, desired, secrets, world }: Run,
  registered: () => Promise<ReportedRegistration | undefined>,
): Proposal<NewOrRendered> {
  const { title, body: introduction, configPath: path, commitMessage } = inputs
  const { labels, assignees, reviewers, teamReviewers, draft } = inputs
  const documentation = documentationUrl(world.environment)
  const redact = (text: string) => secrets.redact(text)
  const wanted = fingerprint(path, desired.settings)
  const marker = markerText({ wanted, closedByAction: false })
  return {
    fingerprint: wanted,
    render: (bytes, where) => render(inputs, desired, bytes, where),
    commitMessage: ({ changes }) =>
      redact(commitMessage || [title, '', ...changes.map(({ setting }) => `- ${setting}`)].join('\n')),
    isBranchNameDerived: inputs.branch === derivedBranch(path, inputs.base),
    async describe({ changes, findings: ofFile }) {
      const registration = await registered()
      const findings = [...desired.findings, ...ofFile, ...(registration?.findings ?? [])]
      const parts = { introduction, path, changes, findings, documentation, registration, marker }
      return {
        title: redact(title),
        body: (existing) => redact(pullRequestBody(parts, existing)),
        closingComment: 'The base branch says what is wanted, so this pull request is no longer needed.',
        draft,
        labels,
        assignees,
        reviewers,
        teamReviewers,
      }
    },
  }
}
