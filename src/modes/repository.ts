import type { GitHubClient, Target } from '../github/index.ts'
import { wantedScript } from '../wsadmin-script/index.ts'
import type { Run, World } from './run.ts'

/** The configuration repository, reached. */
export interface RepositoryStep {
  readonly client: GitHubClient
  readonly target: Target
  /** "owner/name" */
  readonly repository: string
  /** The file's path in the workspace, when the workspace holds that repository and annotations can point at its lines. */
  readonly workspacePath: string | undefined
  /** Makes an error one that the administrator can act on. */
  readonly explained: (error: unknown) => never
}

/** The root of GitHub's REST API, of whichever server the runner belongs to. */
export function apiUrlOf({ GITHUB_API_URL }: World['environment']): string {
  return GITHUB_API_URL || 'https://api.github.com'
}

export async function connectRepository({
  world,
  reporter,
  workspace,
  inputs,
  progress,
}: Run): Promise<RepositoryStep> {
  const { connect, explain, Writes } = await import('../github/index.ts')
  const { mode, configRepository, configPath, branch, base, token, wsadminScript } = inputs
  const { GITHUB_REPOSITORY } = world.environment
  // A check is about what the phones get; which release's script lies beside it makes no difference to them.
  const scriptPath = mode === 'check' ? undefined : wantedScript(wsadminScript)?.path
  const target: Target = { ...configRepository, path: configPath, branch, base, scriptPath }
  const repository = `${target.owner}/${target.repo}`
  const apiUrl = apiUrlOf(world.environment)
  const isCheckedOut = repository === GITHUB_REPOSITORY && workspace.exists(configPath)
  const writes = new Writes()
  progress.writes = writes
  const { fetch, deadline, wait, pace } = world
  return {
    client: connect({ token, apiUrl, repository, fetch, deadline, writes, wait, log: reporter, pace }),
    target,
    repository,
    workspacePath: isCheckedOut ? configPath : undefined,
    explained: (error) => {
      throw explain(error, target)
    },
  }
}
