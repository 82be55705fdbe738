/**
 * Runs the main job on the local stand-ins of GitHub, Entra ID, Graph and the runner's OIDC endpoint, and shows what came out:
 * the log, the diff, the pull request with its Azure section, the job summary and the outputs. Then runs it again to show that
 * nothing changes. Nothing leaves this machine.
 */
import { type ActionResult, withoutScript } from '../__tests__/end-to-end/run-action.ts'
import { withDemoWorld } from './demo-world.ts'

await withDemoWorld(async ({ repository, run }) => {
  const first = await run()
  title('The log of the step')
  console.log(asShown(first.log))
  const branch = first.outputs['branch']!
  title(`git diff --stat main..${branch}`)
  console.log((await repository.git('diff', '--stat', `main..${branch}`)).trimEnd())
  title(`git diff main..${branch}`)
  console.log((await repository.git('diff', `main..${branch}`)).replaceAll('\r', '').trimEnd())
  const [pull] = repository.pulls()
  title(`Pull request #${pull!.number}: ${pull!.title}`)
  console.log(pull!.body)
  title('The job summary')
  console.log(withoutScript(first.summary).trimEnd())
  title('Outputs')
  show(first)

  const second = await run()
  title('The same again: nothing changes; drift is true until the pull request is merged')
  console.log(`${asShown(second.log)}\n`)
  show(second)
})

/** The runner obeys the commands that mask a secret, and shows none of them. */
function asShown(log: string): string {
  return log
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n')
    .trim()
}

function title(text: string): void {
  console.log(`\n=== ${text}\n`)
}

function show({ outputs }: ActionResult): void {
  for (const [name, value] of Object.entries(outputs)) console.log(`${name} = ${value}`)
}
