import type { Finding } from '../findings.ts'
import type { Change } from '../mobile-config/index.ts'
import { shellQuoted } from '../text/quoted.ts'
import { truncate } from '../text/truncate.ts'
import type { WantedScript } from '../wsadmin-script/index.ts'
import { findingUrl } from './documentation.ts'
import { code, fenced, folded, plain, sentence, table, visible } from './markdown.ts'

/** Rows that are shown; with more the pull request's own diff is the better place to look. */
const MAX_ROWS = 50
const MAX_VALUE = 300

/** The changes as a Markdown table: setting, old and new value, where the new value came from. */
export function changesTable(changes: readonly Change[]): string {
  const rows = changes
    .slice(0, MAX_ROWS)
    .map(({ setting, before, after, source }) => [code(setting), value(before), value(after), code(source)])
  const rest = changes.length - rows.length
  const note = rest > 0 ? `\n\n… and ${rest} more.` : ''
  return `${table(['Setting', 'Old value', 'New value', 'From'], rows)}${note}`
}

function value(text: string | null): string {
  if (text === null) return '*not in the file*'
  return code(truncate(text, MAX_VALUE))
}

/** Findings as a Markdown list, each with a link to its section in the documentation. */
export function findingsList(findings: readonly Finding[], documentation: string): string {
  return findings
    .map(({ id, title, where, what, cure }) => {
      const link = documentation.includes('://') ? `[${id}](${findingUrl(documentation, id)})` : id
      return `- **${link} ${plain(title)}** (${code(where)}): ${sentence(what)} ${sentence(cure)}`
    })
    .join('\n')
}

/** The list with a heading before it; nothing when there are no findings. @param level of the heading, as "##" */
export function findingsSection(
  level: string,
  findings: readonly Finding[],
  documentation: string,
): readonly string[] {
  return findings.length > 0 ? [`${level} Findings`, findingsList(findings, documentation)] : []
}

/**
 * The box that stands before everything else where the file was made from the skeleton.
 * @param what must not be done, as a sentence
 * @param path of mobile-config.xml
 * @see https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts
 */
export function skeletonCaution(what: string, path: string): string {
  return `> [!CAUTION]\n> **${what}** There is no file of the server at ${code(path)}, so the action started from a skeleton with the security section only. Checked in, that replaces the whole file of the server: everything else that phones are told there is lost. Commit the server's file first, then run the action again.`
}

export const DO_NOT_MERGE = 'Do not merge this pull request.'
export const DO_NOT_CHECK_IN = 'Do not check this file in.'

export const FROM_TEMPLATE =
  'The file is new and was made from the template. Checked in, it replaces the whole file of the server: compare them first.'

/** Name under which the script is saved where the repository has none. */
const SCRIPT_NAME = 'apply-mobile-config.py'

/** The file is not to go through a clipboard, which changes line ends and drops the byte order mark. */
const UNTOUCHED = ' (*Download raw file* on GitHub keeps every byte)'

/** Folded, with how it is run. @param path of mobile-config.xml */
export function scriptSection(script: WantedScript, path: string): string {
  return folded('wsadmin script', `${howToRun(script, path)}\n\n${fenced(script.text, 'python')}`)
}

/** The scripts that are kept in the repository, by their paths. */
export function keptScripts({ path = '', others = [] }: Partial<WantedScript> = {}): string {
  return `wsadmin script${others.length > 0 ? 's' : ''} ${[path, ...others].map(code).join(' and ')}`
}

function howToRun(script: WantedScript, path: string): string {
  const where = script.path
    ? `The script is kept in the repository as ${code(script.path)}. Bring it and the merged file to the deployment manager${UNTOUCHED}.`
    : `Save the script as ${code(SCRIPT_NAME)} on the deployment manager, and the merged file beside it${UNTOUCHED}.`
  const files = [script.path ?? SCRIPT_NAME, script.path ? path : path.slice(path.lastIndexOf('/') + 1)]
  const command = `./wsadmin.sh -lang jython -f ${files.map((file) => shellQuoted(`/path/to/${file}`)).join(' ')}`
  return `${where} Run it there in \`bin\` of the profile:\n\n${fenced(visible(command), 'sh')}`
}
