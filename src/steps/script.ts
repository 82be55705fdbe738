import type { Inputs } from '../inputs.ts'
import type { Problem } from '../problems.ts'
import type { Workspace, WorkspaceFile } from '../workspace.ts'
import { isEarlierVersion, wantedScript } from '../wsadmin-script/index.ts'

const INPUT = 'wsadmin-script'

/** Mode `render` never replaces a file that is something else. */
export function scriptProblems({ mode, wsadminScript }: Inputs, workspace: Workspace): readonly Problem[] {
  const path = mode === 'render' ? wantedScript(wsadminScript)?.path : undefined
  const existing = path && workspace.read(path, INPUT)
  if (!existing || isEarlierVersion(existing)) return []
  return [
    {
      where: `input ${INPUT}`,
      what: `"${path}" is a file that this action did not write.`,
      cure: 'Name another path, or delete the file.',
    },
  ]
}

/** The wsadmin script, where it is wanted in the workspace and is not there already. */
export function scriptToWrite({ wsadminScript }: Inputs, workspace: Workspace): WorkspaceFile | undefined {
  const script = wantedScript(wsadminScript)
  if (!script?.path) return undefined
  const bytes = Buffer.from(script.text)
  const isThere = workspace.read(script.path, INPUT)?.equals(bytes)
  return isThere ? undefined : { path: script.path, bytes, input: INPUT }
}
