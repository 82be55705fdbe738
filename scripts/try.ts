/**
 * Renders a mobile-config.xml of one's own on this machine, and shows what the action would do: the settings that change, the diff and
 * the findings. It works on a copy, sends nothing, and writes the file only with --write.
 *
 *     npm run try -- mobile-config.xml --tenant-id … --client-id …
 *
 * Exit codes: 0 rendered, 1 the file or the values are wrong, 2 the command line is wrong.
 */
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { readCommandLine, USAGE } from './try/command-line.ts'
import { page } from './try/page.ts'
import { renderCopy } from './try/render-copy.ts'

const command = readCommandLine(process.argv.slice(2))
if (command.kind === 'help') {
  console.log(USAGE)
} else if (command.kind === 'wrong') {
  console.error(`${command.problem}\n\n${USAGE}`)
  process.exitCode = 2
} else {
  // npm runs a script in the folder of package.json; the paths are those of the folder where it was called.
  const folder = process.env['INIT_CWD'] ?? process.cwd()
  const result = await renderCopy(command, folder)
  const isWritten = command.write && result.kind === 'rendered' && result.isChanged
  if (isWritten) writeFileSync(resolve(folder, command.file), result.bytes)
  const hasColour = process.stdout.isTTY && process.stdout.hasColors() && !process.env['NO_COLOR']
  console.log(page(result, { file: command.file, isWritten, hasColour }))
  if (result.kind === 'failed') process.exitCode = 1
}
