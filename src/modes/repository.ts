import { connect, explain, type Target, Writes } from '../github/index.ts'
import { keptScripts } from '../wsadmin-script/index.ts'
import { apiUrlOf } from './prepare.ts'
import type { Log, Run } from './run.ts'

export type ConfigRepository = ReturnType<typeof connectRepository>

/** The configuration repository, reached. */
export function connectRepository({ world, log, workspace, inputs, progress }: Run) {
  const { mode, configRepository, configPath, branch, base, token, wsadminScript } = inputs
  const { GITHUB_REPOSITORY } = world.environment
  // A check is about what the phones get; which release's scripts lie beside it makes no difference to them.
  const scriptPaths = mode === 'check' ? [] : keptScripts(wsadminScript).map((script) => script.path)
  const target: Target = { ...configRepository, path: configPath, branch, base, scriptPaths }
  const repository = `${target.owner}/${target.repo}`
  const apiUrl = apiUrlOf(world.environment)
  const isCheckedOut = repository === GITHUB_REPOSITORY && workspace.exists(configPath)
  // Annotations can point at lines of the file only where the workspace holds that repository.
  const workspacePath = isCheckedOut ? configPath : undefined
  const writes = new Writes()
  progress.writes = writes
  const { fetch, deadline, wait, pace } = world
  // GitHub asks for pauses between writes, which its client makes between questions, too. A check has no writes: the questions
  // about different files need not wait for each other.
  const queue = mode === 'check' ? `${repository} ${configPath}` : repository
  return {
    github: connect({ token, apiUrl, repository: queue, fetch, deadline, writes, wait, log, pace }),
    target,
    /** What a result says of it. */
    told: { repository, branch, workspacePath },
    /** Makes an error one that the administrator can act on. */
    explained: (error: unknown): never => {
      throw explain(error, target)
    },
  }
}

/** Of a repository that was renamed, or whose owner was, people have to know. */
export function tellName({ warning }: Log, asked: Target, now: Target): void {
  if (now === asked) return
  warning(
    `${asked.owner}/${asked.repo} is now called ${now.owner}/${now.repo}. Correct config-repository: somebody else may take the old name.`,
  )
}
