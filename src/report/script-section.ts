import type { WantedScript } from '../wsadmin-script/index.ts'
import { code, fenced, folded, visible } from './markdown.ts'

/** Name under which the script is saved where the repository has none. */
const SCRIPT_NAME = 'apply-mobile-config.py'

/** The file is not to go through a clipboard, which changes line ends and drops the byte order mark. */
const UNTOUCHED = ' (*Download raw file* on GitHub keeps every byte)'

/** Folded, with how it is run. @param path of mobile-config.xml */
export function scriptSection(script: WantedScript, path: string): string {
  return folded('wsadmin script', `${howToRun(script, path)}\n\n${fenced(script.text, 'python')}`)
}

/** The scripts that are kept, by their paths. */
export function keptScripts({ path = '', others = [] }: WantedScript): string {
  return `wsadmin script${others.length > 0 ? 's' : ''} ${[path, ...others].map(code).join(' and ')}`
}

function howToRun(script: WantedScript, path: string): string {
  const where = script.path
    ? `The script is kept in the repository as ${code(script.path)}. Bring it and the merged file to the deployment manager${UNTOUCHED}.`
    : `Save the script as ${code(SCRIPT_NAME)} on the deployment manager, and the merged file beside it${UNTOUCHED}.`
  const files = [script.path ?? SCRIPT_NAME, script.path ? path : path.slice(path.lastIndexOf('/') + 1)]
  const command = `./wsadmin.sh -lang jython -f ${files.map((file) => quoted(`/path/to/${file}`)).join(' ')}`
  return `${where} Run it there in \`bin\` of the profile:\n\n${fenced(visible(command), 'sh')}`
}

/** As the shell takes it, whatever is in the name. */
function quoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
