import type { RepositoryState, Wanted } from '../github/index.ts'
import { derivedBranch } from '../inputs/index.ts'
import type { Origin } from '../mobile-config/index.ts'
import {
  closingComment,
  documentationUrl,
  pullRequestBody,
  type ReportedRegistration,
  withoutSecrets,
} from '../report/index.ts'
import { truncate } from '../text/truncate.ts'
import { keptScripts, wantedScript } from '../wsadmin-script/index.ts'
import { fingerprint } from './fingerprint.ts'
import type { Run } from './run.ts'
import type { NewOrRendered } from './wanted-file.ts'

/**
 * What the pull request is to say and hold. Secrets are in none of it, not even where the file has them.
 * @param rendered the desired file, made from the base's
 * @param registration what is found out about the app registration, which the pull request explains too
 */
export function wantedOf(
  run: Run,
  { pullRequest, base }: Pick<RepositoryState, 'pullRequest' | 'base'>,
  rendered: NewOrRendered,
  registration: ReportedRegistration | undefined,
): Wanted {
  const { inputs, desired, secrets, world } = run
  const { body: introduction, configPath: path } = inputs
  const { labels, assignees, reviewers, teamReviewers, draft } = inputs
  const { bytes, changes, isChanged } = rendered
  const script = wantedScript(inputs.wsadminScript)
  const scripts = keptScripts(inputs.wsadminScript)
  const wanted = fingerprint(path, desired.settings, scripts, rendered.origin)
  // What changes scripts alone may be merged whatever the file is.
  const origin = isChanged ? rendered.origin : 'file'
  const findings = [...desired.findings, ...rendered.findings, ...(registration?.findings ?? [])]
  const documentation = documentationUrl(world.environment)
  const found = { path, changes, isChanged, origin, findings, registration }
  // Before it is escaped, and after: what people wrote around it stays theirs, but for secrets.
  const { provider } = desired
  const parts = withoutSecrets({ introduction, provider, ...found, documentation, script, wanted }, secrets)
  const existing = pullRequest?.state === 'open' ? pullRequest.body : ''
  return {
    fingerprint: wanted,
    file: { bytes, message: commitText(run, rendered) },
    scripts,
    scriptsMessage: secrets.redact(inputs.commitMessage) || scriptsTitle(inputs),
    isBranchNameDerived: inputs.branch === derivedBranch(path, inputs.base),
    title: secrets.redact(title(run, isChanged, origin)),
    body: secrets.redact(pullRequestBody(parts, existing)),
    closingComment: secrets.redact(closingComment(base.name)),
    draft: origin === 'skeleton' ? 'where possible' : draft,
    labels,
    assignees,
    reviewers,
    teamReviewers,
  }
}

/** The message of a commit that changes the file. */
export function commitText(run: Run, { changes, origin }: NewOrRendered): string {
  const standard = () => [title(run, true, origin), '', ...changes.map(({ setting }) => `- ${setting}`)]
  return run.secrets.redact(run.inputs.commitMessage || standard().join('\n'))
}

function scriptsTitle({ wsadminScript }: Run['inputs']): string {
  return `Update the wsadmin ${keptScripts(wsadminScript).length === 1 ? 'script' : 'scripts'}`
}

/** GitHub refuses longer titles. */
const LONGEST_TITLE = 256

/**
 * What is made from the skeleton has a warning in its title, too: a draft is made ready with one click, and some plans have none.
 * @param isChanged mobile-config.xml changes, and not scripts alone
 */
function title(
  { inputs, desired }: Pick<Run, 'inputs' | 'desired'>,
  isChanged: boolean,
  origin: Origin,
): string {
  const at = { entra: 'Azure ', keycloak: 'Keycloak ', other: '' }[desired.provider.kind]
  const standard = isChanged ? `Move the mobile clients to ${at}single sign-on` : scriptsTitle(inputs)
  const text = inputs.title || `${standard} (${inputs.configPath})`
  if (origin !== 'skeleton') return text
  const warning = 'DO NOT MERGE: '
  return warning + truncate(text, LONGEST_TITLE - warning.length - 1)
}
