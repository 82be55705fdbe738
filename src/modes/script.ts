import type { Inputs, Workspace, WorkspaceFile } from '../inputs/index.ts'
import { ProblemsError } from '../problems.ts'
import { isEarlierVersion, wantedScript } from '../wsadmin-script/index.ts'

const INPUT = 'wsadmin-script'

/**
 * The wsadmin script, where it is wanted in the workspace and is not there already.
 * @throws ProblemsError when another file is at its path
 */
export function scriptToWrite({ wsadminScript }: Inputs, workspace: Workspace): WorkspaceFile | undefined {
  const script = wantedScript(wsadminScript)
  if (!script?.path) return undefined
  const { path, text } = script
  const bytes = Buffer.from(text)
  const existing = workspace.read(path, INPUT)
  if (existing?.equals(bytes)) return undefined
  if (!existing || isEarlierVersion(existing)) return { path, bytes, input: INPUT }
  throw new ProblemsError([
    {
      where: `input ${INPUT}`,
      what: `"${path}" is a file that this action did not write.`,
      cure: 'Name another path, or delete the file.',
    },
  ])
}
