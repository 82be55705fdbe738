import { withDemoWorld } from '../demo-world.ts'
import { page } from './page.ts'

/** The page of the pull request that the demo opens. */
export async function demoPage(): Promise<string> {
  return withDemoWorld(async ({ repository, run }) => {
    const { outputs } = await run()
    const [pull] = repository.pulls()
    const diff = await repository.git('diff', `main..${outputs['branch']}`)
    return page({
      number: pull!.number,
      title: pull!.title,
      body: pull!.body ?? '',
      author: 'github-actions[bot]',
      base: pull!.base.ref,
      head: pull!.head.ref,
      labels: pull!.labels,
      diff: diff.replaceAll('\r', ''),
    })
  })
}
