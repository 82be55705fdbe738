import type { Inputs, Workspace, WorkspaceFile } from '../inputs/index.ts'
import { ProblemsError } from '../problems.ts'
import type { RunResult } from '../report/index.ts'
import { keptScripts, wantedScript } from '../wsadmin-script/index.ts'
import { type Run, resultOf } from './run.ts'
import { wantedFile } from './wanted-file.ts'

/** Mode `render`: the file in the workspace, no token and no network. */
export async function renderInWorkspace(run: Run): Promise<RunResult> {
  const { inputs, desired, workspace, progress } = run
  const { configPath } = inputs
  const rendered = await wantedFile(inputs, desired, workspace.read(configPath, 'config-path'), configPath)
  progress.differs = rendered.isChanged
  const file = { path: configPath, bytes: rendered.bytes, input: 'config-path' }
  const scripts = scriptsToWrite(inputs, workspace)
  workspace.write(...(rendered.isChanged ? [file] : []), ...scripts)
  const wanted = wantedScript(inputs.wsadminScript)
  return {
    ...resultOf(run, rendered, rendered.findings),
    mode: 'render',
    workspacePath: configPath,
    script: wanted && { ...wanted, written: scripts.map(({ path }) => path) },
  }
}

const INPUT = 'wsadmin-script'

/**
 * The wsadmin scripts that are wanted in the workspace and are not there already.
 * @throws ProblemsError when another file is at the path of one
 */
function scriptsToWrite({ wsadminScript }: Inputs, workspace: Workspace): readonly WorkspaceFile[] {
  return keptScripts(wsadminScript).flatMap(({ path, bytes, isEarlierVersion }) => {
    const existing = workspace.read(path, INPUT)
    if (existing?.equals(bytes)) return []
    if (!existing || isEarlierVersion(existing)) return [{ path, bytes, input: INPUT }]
    const what = `"${path}" is a file that this action did not write.`
    throw new ProblemsError([
      { where: `input ${INPUT}`, what, cure: 'Use a different path, or delete the file.' },
    ])
  })
}
