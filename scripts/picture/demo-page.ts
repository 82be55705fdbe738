import { withDemoWorld } from '../demo-world.ts'
import { pullRequestPage } from './page.ts'

/** The page of the pull request that the demo opens. */
export async function demoPage(): Promise<string> {
  return withDemoWorld(async ({ repository, run }) => {
    const { outputs } = await run()
    return pullRequestPage(repository.pulls()[0]!, await repository.git('diff', `main..${outputs['branch']}`))
  })
}
