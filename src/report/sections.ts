import type { Finding } from '../findings.ts'
import type { Change } from '../mobile-config/index.ts'
import { shellQuoted } from '../text/quoted.ts'
import { truncate } from '../text/truncate.ts'
import type { WantedScript } from '../wsadmin-script/index.ts'
import { findingUrl } from './documentation.ts'
import { beforeAndAfter, code, fenced, folded, plain, sentence, visible } from './markdown.ts'

/** Settings that are shown; with more the pull request's own diff is the better place to look. */
const MAX_SETTINGS = 50
const MAX_VALUE = 300

/** The changes as a Markdown list: setting, where the new value came from, old and new value. */
export function changesList(changes: readonly Change[]): string {
  const items = changes
    .slice(0, MAX_SETTINGS)
    .map(({ setting, before, after, source }) =>
      beforeAndAfter(`**${code(setting)}** (from ${code(source)})`, value(before), value(after)),
    )
  const rest = changes.length - items.length
  return items.join('\n') + (rest > 0 ? `\n\n… and ${rest} more.` : '')
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
  return `> [!CAUTION]\n> **${what}** ${code(path)} is not in the repository, so the action started from a skeleton that has only the security section. Checking it in replaces the server's whole file: all other settings of the mobile apps are lost. Commit the server's file first, then run the action again.`
}

export const DO_NOT_MERGE = 'Do not merge this pull request.'
export const DO_NOT_CHECK_IN = 'Do not check this file in.'

export const FROM_TEMPLATE =
  "The file is new and was made from the template. Checking it in replaces the server's whole file, so compare the two first."

/** Name under which the script is saved where the repository has none. */
const SCRIPT_NAME = 'apply-mobile-config.py'

/** A clipboard changes line endings and drops the byte order mark. */
const UNTOUCHED = ' (*Download raw file* on GitHub keeps every byte)'

/** Folded, with how it is run. @param path of mobile-config.xml */
export function scriptSection(script: WantedScript, path: string): string {
  return folded('wsadmin script', `${howToRun(script, path)}\n\n${fenced(script.text, 'python')}`)
}

/** The scripts that are kept in the repository, by their paths. */
export function namesOfScripts({ path = '', others = [] }: Partial<WantedScript> = {}): string {
  return `wsadmin script${others.length > 0 ? 's' : ''} ${[path, ...others].map(code).join(' and ')}`
}

function howToRun(script: WantedScript, path: string): string {
  const where = script.path
    ? `The script is in the repository as ${code(script.path)}. Copy it and the merged file to the deployment manager${UNTOUCHED}.`
    : `Save the script as ${code(SCRIPT_NAME)} on the deployment manager, and the merged file beside it${UNTOUCHED}.`
  const files = [script.path ?? SCRIPT_NAME, script.path ? path : path.slice(path.lastIndexOf('/') + 1)]
  const command = `./wsadmin.sh -lang jython -f ${files.map((file) => shellQuoted(`/path/to/${file}`)).join(' ')}`
  return `${where} Run it there, in the \`bin\` folder of the profile:\n\n${fenced(visible(command), 'sh')}`
}
