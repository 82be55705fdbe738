import type { Inputs, Workspace, WorkspaceFile } from '../inputs/index.ts'
import { ProblemsError } from '../problems.ts'
import { keptScripts } from '../wsadmin-script/index.ts'

const INPUT = 'wsadmin-script'

/**
 * The wsadmin scripts that are wanted in the workspace and are not there already.
 * @throws ProblemsError when another file is at the path of one
 */
export function scriptsToWrite(
  { wsadminScript }: Pick<Inputs, 'wsadminScript'>,
  workspace: Workspace,
): readonly WorkspaceFile[] {
  return keptScripts(wsadminScript).flatMap(({ path, bytes, isEarlierVersion }) => {
    const existing = workspace.read(path, INPUT)
    if (existing?.equals(bytes)) return []
    if (!existing || isEarlierVersion(existing)) return [{ path, bytes, input: INPUT }]
    const what = `"${path}" is a file that this action did not write.`
    throw new ProblemsError([
      { where: `input ${INPUT}`, what, cure: 'Name another path, or delete the file.' },
    ])
  })
}
