import { createHash } from 'node:crypto'
import { type DesiredSetting, meaning, settingName } from '../desired-state/index.ts'
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
import { type KeptScript, keptScripts, wantedScript } from '../wsadmin-script/index.ts'
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
  const { configPath: path, labels, assignees, reviewers, teamReviewers } = inputs
  const { bytes, changes, isChanged } = rendered
  const scripts = keptScripts(inputs.wsadminScript)
  const wanted = fingerprint(path, desired.settings, scripts, rendered.origin)
  // What changes scripts alone may be merged whatever the file is.
  const origin = isChanged ? rendered.origin : 'file'
  const parts = {
    introduction: inputs.body,
    provider: desired.provider,
    path,
    changes,
    isChanged,
    origin,
    findings: [...desired.findings, ...rendered.findings, ...(registration?.findings ?? [])],
    registration,
    documentation: documentationUrl(world.environment),
    script: wantedScript(inputs.wsadminScript),
    wanted,
  }
  const existing = pullRequest?.state === 'open' ? pullRequest.body : ''
  return {
    fingerprint: wanted,
    file: { bytes, message: commitText(run, rendered) },
    scripts,
    scriptsMessage: secrets.redact(inputs.commitMessage) || scriptsTitle(inputs),
    isBranchNameDerived: inputs.branch === derivedBranch(path, inputs.base),
    title: secrets.redact(title(run, isChanged, origin)),
    // Before it is escaped, and after: what people wrote around it stays theirs, but for secrets.
    body: secrets.redact(pullRequestBody(withoutSecrets(parts, secrets), existing)),
    closingComment: secrets.redact(closingComment(base.name)),
    draft: origin === 'skeleton' ? 'where possible' : inputs.draft,
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

/** Characters; GitHub refuses longer titles. */
const MAX_TITLE = 256

/**
 * What is made from the skeleton has a warning in its title, too: a draft is made ready with one click, and some plans have none.
 * @param isChanged mobile-config.xml changes, and not scripts alone
 */
function title({ inputs, desired }: Run, isChanged: boolean, origin: Origin): string {
  const at = { entra: 'Azure ', keycloak: 'Keycloak ', other: '' }[desired.provider.kind]
  const standard = isChanged ? `Move the mobile clients to ${at}single sign-on` : scriptsTitle(inputs)
  const text = inputs.title || `${standard} (${inputs.configPath})`
  if (origin !== 'skeleton') return text
  const warning = 'DO NOT MERGE: '
  return warning + truncate(text, MAX_TITLE - warning.length - 1)
}

/**
 * A short name for a set of wanted values; it changes when any of them changes in meaning. A script that is kept beside the file has a part
 * of its own, because a check asks about the values alone, see {@link isForSameValues}.
 * @param origin a proposal from the skeleton has a name of its own: whoever closes it has not decided about the server's file
 */
export function fingerprint(
  path: string,
  settings: readonly DesiredSetting[],
  scripts: readonly Pick<KeptScript, 'path' | 'bytes'>[] = [],
  origin: Origin = 'file',
): string {
  const values = settings.map((setting) => [settingName(setting), meaning(setting, setting.value)])
  const file = [path, values, ...(origin === 'skeleton' ? [origin] : [])]
  const parts = [file, ...scripts.map(({ path: kept, bytes }) => [kept, Buffer.from(bytes).toString()])]
  return parts
    .map((part) => createHash('sha256').update(JSON.stringify(part)).digest('hex').slice(0, 16))
    .join('-')
}
