import { DeadlineError } from '../network/index.ts'
import { messageOf, type Problem, ProblemsError } from '../problems.ts'
import { findingsSection } from './findings-list.ts'
import { code, counted, fenced, paragraphs, sentence, visible } from './markdown.ts'
import { registrationSection } from './registration-section.ts'
import type { Progress } from './run-result.ts'

/** Why a run failed and what it leaves behind, in plain text. */
export interface Failure {
  /** Lines that are indented by two spaces are to be pasted; the others are prose. */
  readonly message: string
  /** Heading and items. */
  readonly lists: readonly (readonly [heading: string, items: readonly string[]])[]
}

const AZURE = 'app registration changed, which does no harm while the server runs the old configuration'
const DO_NEXT =
  'Remove the cause, then run the action again. This is safe: it checks what is there and continues from there.'

export function failureOf(error: unknown, { azure, writes }: Progress): Failure {
  const written = [...(azure === 'changed' ? [AZURE] : []), ...(writes?.made ?? [])]
  const perhaps = [...(azure === 'in doubt' ? [AZURE] : []), ...(writes?.unknown ?? [])]
  const isUntouched = written.length + perhaps.length === 0
  const lists = [
    ['Written', written],
    ['Perhaps written', perhaps],
    ['Do next', isUntouched ? [] : [DO_NEXT]],
  ] as const
  return { message: reasonOf(error, isUntouched), lists: lists.filter(([, items]) => items.length > 0) }
}

function reasonOf(error: unknown, isUntouched: boolean): string {
  if (error instanceof ProblemsError)
    return `${counted(error.problems.length, 'problem')}${isUntouched ? '; nothing was written' : ''}.`
  const isLate = error instanceof DeadlineError && isUntouched
  return messageOf(error) + (isLate ? '\nNothing was written.' : '')
}

const item = (text: string) => `- ${text}`

/** For the log. */
export function failureText({ message, lists }: Failure): string {
  return [message, ...lists.flatMap(([heading, items]) => [`${heading}:`, ...items.map(item)])].join('\n')
}

/** The job summary: what is wrong and what was written, nothing else. */
export function failureSummary(
  problems: readonly Problem[],
  failure: Failure,
  { findings, registration, azure }: Progress,
  documentation: string,
): string {
  const list = problems.map(({ where, what, cure }) =>
    item(`${code(where)}: ${sentence(what)} ${sentence(cure)}`),
  )
  return paragraphs(
    '## Mobile single sign-on: failed',
    list.length > 0 && list.join('\n'),
    failureMarkdown(failure),
    azure === 'changed' && registration && registrationSection(registration, true, '###'),
    findingsSection('###', findings, documentation),
  )
}

/** Only what is to be pasted is a block of code. */
export function failureMarkdown({ message, lists }: Failure): string {
  const parts = message.match(/^ {2}.*(?:\n {2}.*)*|^.+$/gm) ?? []
  return paragraphs(
    ...parts.map((part) =>
      part.startsWith('  ') ? fenced(visible(part.replaceAll(/^ {2}/gm, '')), '') : sentence(part),
    ),
    ...lists.map(
      ([heading, items]) => `### ${heading}\n\n${items.map((text) => item(sentence(text))).join('\n')}`,
    ),
  )
}
