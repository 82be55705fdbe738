import type { Inputs } from '../inputs.ts'
import type { Problem } from '../problems.ts'
import type { Workspace } from '../workspace.ts'
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

/** Keeps the wsadmin script in the workspace, where it is wanted as a file. @returns whether it was written */
export function writeScript({ wsadminScript }: Inputs, workspace: Workspace): boolean {
  const script = wantedScript(wsadminScript)
  if (!script?.path) return false
  const bytes = Buffer.from(script.text)
  if (workspace.read(script.path, INPUT)?.equals(bytes)) return false
  workspace.write(script.path, bytes, INPUT)
  return true
}
