import { fingerprint, type Proposal, type ScriptFile } from '../github/index.ts'
import { derivedBranch } from '../inputs/index.ts'
import type { Origin } from '../mobile-config/index.ts'
import {
  documentationUrl,
  pullRequestBody,
  type ReportedRegistration,
  withoutSecrets,
} from '../report/index.ts'
import { truncate } from '../text/truncate.ts'
import { type KeptScript, keptScripts, wantedScript } from '../wsadmin-script/index.ts'
import { differs, type NewOrRendered, render } from './rendering.ts'
import type { Run } from './run.ts'

/**
 * What the pull request is to say and hold, in terms of the file that is found. Secrets are in none of it, not even where the
 * file has them.
 * @param registered what is found out about the app registration, which the pull request explains too
 */
export function proposalFor(
  run: Run,
  registered: () => Promise<ReportedRegistration | undefined>,
): Proposal<NewOrRendered> {
  const { inputs, desired, secrets, world } = run
  const { body: introduction, configPath: path, commitMessage } = inputs
  const { labels, assignees, reviewers, teamReviewers, draft } = inputs
  const { provider } = desired
  const documentation = documentationUrl(world.environment)
  const redact = (text: string) => secrets.redact(text)
  const script = wantedScript(inputs.wsadminScript)
  const [kept] = keptScripts(inputs.wsadminScript)
  const standsFor = (origin: Origin) => fingerprint(path, desired.settings, script, origin)
  return {
    fingerprint: standsFor,
    render: (bytes, where) => render(inputs, desired, bytes, where),
    differs: (bytes, where) => differs(desired, bytes, where),
    script: kept && scriptFile(kept, redact(commitMessage)),
    commitMessage: ({ changes, origin }) =>
      redact(
        commitMessage ||
          [title(run, true, origin), '', ...changes.map(({ setting }) => `- ${setting}`)].join('\n'),
      ),
    isBranchNameDerived: inputs.branch === derivedBranch(path, inputs.base),
    async describe({ changes, findings: ofFile, isChanged, origin: madeFrom }) {
      // What changes the script alone may be merged whatever the file is.
      const origin = isChanged ? madeFrom : 'file'
      const registration = await registered()
      const findings = [...desired.findings, ...ofFile, ...(registration?.findings ?? [])]
      const found = { path, changes, isChanged, origin, findings, registration }
      const parts = { introduction, provider, ...found, documentation, script, wanted: standsFor(madeFrom) }
      return {
        title: redact(title(run, isChanged, origin)),
        // Before it is escaped, and after: what people wrote around it stays theirs, but for secrets.
        body: (existing) => redact(pullRequestBody(withoutSecrets(parts, secrets), existing)),
        closingComment: 'The base branch says what is wanted, so this pull request is no longer needed.',
        draft: origin === 'skeleton' ? 'where possible' : draft,
        labels,
        assignees,
        reviewers,
        teamReviewers,
      }
    },
  }
}

const SCRIPT_TITLE = 'Bring the wsadmin script up to date'

/** GitHub refuses longer titles. */
const LONGEST_TITLE = 256

/**
 * What is made from the skeleton has a warning in its title, too: a draft is made ready with one click, and some plans have none.
 * @param isChanged mobile-config.xml changes, and not the script alone
 */
function title(
  { inputs, desired }: Pick<Run, 'inputs' | 'desired'>,
  isChanged: boolean,
  origin: Origin,
): string {
  const at = { entra: 'Azure ', keycloak: 'Keycloak ', other: '' }[desired.provider.kind]
  const standard = isChanged ? `Move the mobile clients to ${at}single sign-on` : SCRIPT_TITLE
  const text = inputs.title || `${standard} (${inputs.configPath})`
  if (origin !== 'skeleton') return text
  const warning = 'DO NOT MERGE: '
  return warning + truncate(text, LONGEST_TITLE - warning.length - 1)
}

/** @param message the input; empty for the standard one */
function scriptFile({ bytes, isEarlierVersion }: KeptScript, message: string): ScriptFile {
  return { bytes, commitMessage: message || SCRIPT_TITLE, isEarlierVersion }
}
