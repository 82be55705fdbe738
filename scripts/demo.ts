/**
 * Runs the main job on the local stand-ins of GitHub, Entra ID, Graph and the runner's OIDC endpoint, and shows what came out:
 * the diff, the pull request with its Azure section, and the outputs. Then runs it again to show that nothing changes. Nothing
 * leaves this machine.
 */
import type { ActionResult } from '../__tests__/end-to-end/run-action.ts'
import { withDemoWorld } from './demo-world.ts'

await withDemoWorld(async ({ repository, run }) => {
  const first = await run()
  title('The log of the step')
  console.log(first.log.trimEnd())
  const branch = first.outputs['branch']!
  title(`git diff --stat main..${branch}`)
  console.log((await repository.git('diff', '--stat', `main..${branch}`)).trimEnd())
  title(`git diff main..${branch}`)
  console.log((await repository.git('diff', `main..${branch}`)).replaceAll('\r', '').trimEnd())
  const [pull] = repository.pulls()
  title(`Pull request #${pull!.number}: ${pull!.title}`)
  console.log(pull!.body)
  title('Outputs')
  show(first)

  const second = await run()
  title('The same again: nothing changes')
  show(second)
})

function title(text: string): void {
  console.log(`\n=== ${text}\n`)
}

function show({ outputs }: ActionResult): void {
  for (const [name, value] of Object.entries(outputs)) console.log(`${name} = ${value}`)
}
