import { type DesiredState, SET_PUBLIC_CLIENT } from '../desired-state/index.ts'
import { type Finding, finding } from '../findings.ts'
import type { FaultyInputs, Inputs, Workspace } from '../inputs/index.ts'
import {
  currentValue,
  isFromSkeleton,
  type Origin,
  planMobileConfig,
  type Rendered,
  renderMobileConfig,
  SKELETON,
} from '../mobile-config/index.ts'
import { type Problem, ProblemsError } from '../problems.ts'

/** A rendered file; a new one is a change also when the template said everything already. */
export type NewOrRendered = Omit<Rendered, 'before'> & {
  /** Undefined where the file is new. */
  readonly before: string | undefined
  readonly isChanged: boolean
  readonly origin: Origin
}

/**
 * The desired file; a missing one starts from the template, else from the built-in skeleton.
 * @param bytes the file as it is; undefined when there is none
 * @param path for errors
 * @throws ProblemsError
 */
export async function wantedFile(
  { template }: Pick<Inputs, 'template'>,
  desired: DesiredState,
  bytes: Uint8Array | undefined,
  path: string,
): Promise<NewOrRendered> {
  const existing = bytes && { path, bytes }
  const start = existing ?? template ?? { path, bytes: SKELETON }
  const rendered = await renderMobileConfig(start, desired.settings)
  const origin = isFromSkeleton(start.bytes) ? 'skeleton' : existing ? 'file' : 'template'
  const findings = [
    ...(origin === 'skeleton' ? [fromSkeleton(path, !existing && !template)] : []),
    ...keptClientIdFindings(desired, start),
    ...rendered.findings,
  ]
  if (existing) return { ...rendered, origin, findings, isChanged: rendered.changes.length > 0 }
  return { ...rendered, origin, before: undefined, findings, isChanged: true }
}

/**
 * What is wrong with the files that the run would start from, so that it is told together with what is wrong with the inputs.
 * Only what is in the workspace: the configuration repository is not asked before the inputs are in order.
 */
export function workspaceProblems(
  { mode, configPath, template }: FaultyInputs,
  desired: DesiredState,
  workspace: Workspace,
): readonly Problem[] {
  try {
    const bytes = mode === 'render' ? workspace.read(configPath, 'config-path') : undefined
    const start = bytes ? { path: configPath, bytes } : template
    if (!start) return []
    planMobileConfig(start, desired.settings)
    keptClientIdFindings(desired, start)
    return []
  } catch (error) {
    if (error instanceof ProblemsError) return error.problems
    throw error
  }
}

function fromSkeleton(path: string, isNew: boolean): Finding {
  const what = isNew
    ? 'The file does not exist, so it was made from the built-in skeleton.'
    : 'The file still has the comment of the built-in skeleton from which it was made.'
  return finding('MSSO010', {
    where: path,
    what: `${what} It has only the security section: checking it in would remove everything else from the server's file.`,
    cure: `Do not check it in. Check the file out of the server with wsadmin, commit it unchanged at this path, and run again; ${isNew ? 'or correct config-path, or set the template input to a complete file.' : 'or, if the file is complete by now, remove the comment.'}`,
  })
}

const CLIENT_ID = ['SecuritySettings', 'OAuthClientId'] as const

/**
 * Looks at the client ID that the file keeps: that of WebSphere is a confidential client, which the apps cannot be, and
 * whoever follows the vendor's procedure for Azure copies it there.
 * @throws ProblemsError when the file has none
 * @see https://help.hcl-software.com/connectionsmobile/admin/overview/oauth2-register-conn-mobile-app.html
 */
function keptClientIdFindings(
  { keptClientId }: DesiredState,
  file: { readonly path: string; readonly bytes: Uint8Array },
): Finding[] {
  if (!keptClientId) return []
  const kept = currentValue(file, CLIENT_ID)
  if (!kept) {
    const what = `client-id is missing, and ${file.path} has no client ID to keep.`
    throw new ProblemsError([{ where: 'input client-id', what, cure: SET_PUBLIC_CLIENT }])
  }
  if (kept.value !== keptClientId.value) return []
  return [
    finding('MSSO131', {
      where: `${file.path}:${kept.line}`,
      what: `OAuthClientId is the same as ${keptClientId.source}: WebSphere's client, which needs a secret that the apps do not have.`,
      cure: `${SET_PUBLIC_CLIENT} If it is one public client for both, set client-id to it.`,
      line: kept.line,
    }),
  ]
}
