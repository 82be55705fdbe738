/**
 * Runs the main job on the local stand-ins of GitHub, Entra ID, Graph and the runner's OIDC endpoint, and shows what came out on
 * two screens: the log, the change, the pull request, and six lines that say what happened. Nothing leaves this machine.
 */
import { CLIENT, PATH, SECRET, withDemoWorld } from './demo-world.ts'

/** Columns of a terminal that is not narrow. */
const WIDTH = 120

await withDemoWorld(async ({ github, repository, run }) => {
  const first = await run()
  const pull = repository.pulls()[0]!
  const body = pull.body!
  const before = github.requests.length
  const second = await run()
  const requests = github.requests.length - before
  const diff = await repository.git('diff', '-U0', `main..${first.outputs['branch']}`)
  const changed = diff.split('\n').filter((line) => /^[-+](?![-+])/.test(line))

  show('The log of the step', asShown(first.log).split('\n'))
  show(
    `The change in ${PATH}`,
    changed.map((line) => line.replaceAll(/[\t\r]+/g, '')),
  )
  show(`Pull request #${pull.number}: ${pull.title}`, asText(body))

  const { file, azure } = JSON.parse(first.outputs['report']!)
  const everything = [first, second].flatMap(({ log, ...rest }) => [asShown(log), JSON.stringify(rest)])
  const isSecretShown = [...everything, pull.title, body].some((text) => text.includes(SECRET))
  const isUnchanged = second.outputs['changed'] === 'false' && pull.body === body
  show('What happened', [
    `1. ${PATH}: ${file.changes.length} settings, ${changed.filter((line) => line.startsWith('+')).length} changed lines.`,
    `2. App registration ${azure.displayName} (${CLIENT}): ${azure.changes.length} properties ${azure.changed ? 'changed' : 'to change'}.`,
    `3. Pull request #${pull.number} ${first.outputs['pull-request-operation']}, with the steps that are left for people.`,
    `4. The client secret is ${isSecretShown ? 'SHOWN' : 'not'} in the log, the outputs, the summary or the pull request.`,
    `5. The same job again: ${isUnchanged ? 'nothing was written' : 'SOMETHING WAS WRITTEN'}, ${requests} request${requests === 1 ? '' : 's'} to GitHub.`,
    '6. Nothing left this machine: GitHub, Entra ID and Microsoft Graph were stand-ins.',
  ])
})

/** The runner obeys the commands that mask a secret, and shows the others as words. */
function asShown(log: string): string {
  return log
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .map((line) => line.replace(/^::(\w+)(?: title=(.*?))?::/, '$1: $2: '))
    .join('\n')
    .trim()
}

/** A pull request's body as a person reads it: nothing that is hidden or folded. */
function asText(body: string): string[] {
  return body
    .replaceAll(/<!--.*?-->|<details>.*?<\/details>/gs, '')
    .replaceAll('<br>', '\n    ')
    .replaceAll(/\*\*|`|\\(?=[*_#&])/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
}

function show(title: string, lines: readonly string[]): void {
  console.log([`\n=== ${title}`, ...lines].flatMap(wrapped).join('\n'))
}

/** The line in pieces that fit, broken between words where there are some. */
function wrapped(line: string): string[] {
  if (line.length <= WIDTH) return [line]
  const blank = line.lastIndexOf(' ', WIDTH)
  const at = blank > WIDTH / 2 ? blank : WIDTH
  return [line.slice(0, at), ...wrapped(`    ${line.slice(at).trimStart()}`)]
}
