import { createTwoFilesPatch } from 'diff'
import type { Change } from '../mobile-config/index.ts'
import { shellQuoted } from '../text/quoted.ts'
import { truncate } from '../text/truncate.ts'
import type { WantedScript } from '../wsadmin-script/index.ts'
import { beforeAndAfter, code, fenced, folded, visible } from './markdown.ts'

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
  return text === null ? '*not in the file*' : code(truncate(text, MAX_VALUE))
}

/** Lines of a diff that are shown; a longer one is cut with a note. */
const MAX_LINES = 200
const MAX_LINE_LENGTH = 500

/** Lines that are taken out or put in. Looking for more takes quadratic time, in which nothing else happens. */
const MAX_EDITS = 5000

/**
 * A unified diff with three lines of context, for people: carriage returns are left out, long lines are cut. Where too much differs,
 * a note that says so.
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: 3,
    maxEditLength: MAX_EDITS,
  })
  if (patch === undefined) return `… more than ${MAX_EDITS} lines differ, too many to be shown here`
  const lines = patch
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('====') && line !== '\\ No newline at end of file')
    .map((line) => visible(truncate(line.replace(/\r$/, ''), MAX_LINE_LENGTH)))
  const shown = lines.slice(0, MAX_LINES)
  if (lines.length > shown.length) shown.push(`… ${lines.length - shown.length} more lines`)
  return shown.join('\n')
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

export const FROM_TEMPLATE =
  "The file is new and was made from the template. Checking it in replaces the server's whole file, so compare the two first."

/** Name under which the script is saved where the repository has none. */
const SCRIPT_NAME = 'apply-mobile-config.py'

/** A clipboard changes line endings and drops the byte order mark. */
const UNTOUCHED = ' (*Download raw file* on GitHub keeps every byte)'

/** Folded, with how it is run. @param path of mobile-config.xml */
export function scriptSection({ text, path: kept }: WantedScript, path: string): string {
  const where = kept
    ? `The script is in the repository as ${code(kept)}. Copy it and the merged file to the deployment manager${UNTOUCHED}.`
    : `Save the script as ${code(SCRIPT_NAME)} on the deployment manager, and the merged file beside it${UNTOUCHED}.`
  const files = kept ? [kept, path] : [SCRIPT_NAME, path.slice(path.lastIndexOf('/') + 1)]
  const command = `./wsadmin.sh -lang jython -f ${files.map((file) => shellQuoted(`/path/to/${file}`)).join(' ')}`
  const howToRun = `${where} Run it there, in the \`bin\` folder of the profile:\n\n${fenced(visible(command), 'sh')}`
  return folded('wsadmin script', `${howToRun}\n\n${fenced(text, 'python')}`)
}

/** The scripts that are kept in the repository, by their paths. */
export function namesOfScripts({ path = '', others = [] }: Partial<WantedScript> = {}): string {
  return `wsadmin script${others.length > 0 ? 's' : ''} ${[path, ...others].map(code).join(' and ')}`
}
