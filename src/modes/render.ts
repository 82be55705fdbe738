import type { Inputs, Workspace, WorkspaceFile } from '../inputs/index.ts'
import { ProblemsError } from '../problems.ts'
import type { RunResult } from '../report/index.ts'
import { isEarlierVersion, wantedScript } from '../wsadmin-script/index.ts'
import { type Run, resultOf } from './run.ts'
import { wantedFile } from './wanted-file.ts'

/** Mode `render`: the file in the workspace, no token and no network. */
export async function renderInWorkspace({ inputs, desired, workspace, progress }: Run): Promise<RunResult> {
  const { configPath } = inputs
  const rendered = await wantedFile(inputs, desired, workspace.read(configPath, 'config-path'), configPath)
  progress.differs = rendered.isChanged
  const file = { path: configPath, bytes: rendered.bytes, input: 'config-path' }
  const script = scriptToWrite(inputs, workspace)
  workspace.write(...(rendered.isChanged ? [file] : []), ...(script ? [script] : []))
  const wanted = wantedScript(inputs.wsadminScript)
  return {
    ...resultOf(inputs, desired, rendered),
    mode: 'render',
    workspacePath: configPath,
    script: wanted && { ...wanted, isWritten: script !== undefined },
  }
}

const INPUT = 'wsadmin-script'

/**
 * The wsadmin script, where it is wanted in the workspace and is not there already.
 * @throws ProblemsError when another file is at its path
 */
function scriptToWrite({ wsadminScript }: Inputs, workspace: Workspace): WorkspaceFile | undefined {
  const script = wantedScript(wsadminScript)
  if (!script?.path) return undefined
  const { path, text } = script
  const bytes = Buffer.from(text)
  const existing = workspace.read(path, INPUT)
  if (existing?.equals(bytes)) return undefined
  if (!existing || isEarlierVersion(existing)) return { path, bytes, input: INPUT }
  const what = `"${path}" is a file that this action did not write.`
  throw new ProblemsError([{ where: `input ${INPUT}`, what, cure: 'Name another path, or delete the file.' }])
}
