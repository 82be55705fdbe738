import { DeadlineError } from '../network/index.ts'
import { ProblemsError } from '../problems.ts'
import { counted } from './headline.ts'
import { fenced, sentence, visible } from './markdown.ts'
import type { Progress } from './run-result.ts'

/** Why a run failed and what it leaves behind, in plain text without secrets. */
export interface Failure {
  /** Lines that are indented by two spaces are to be pasted; the others are prose. */
  readonly message: string
  /** Heading and items. */
  readonly lists: readonly (readonly [heading: string, items: readonly string[]])[]
}

export function failureOf(error: unknown, { azure, writes }: Progress): Failure {
  const written = [...(azure === 'changed' ? [AZURE] : []), ...(writes?.made ?? [])]
  const perhaps = [...(azure === 'in doubt' ? [AZURE] : []), ...(writes?.unknown ?? [])]
  const isUntouched = written.length + perhaps.length === 0
  const lists = [
    ['Written', written],
    ['Perhaps written', perhaps],
    ['Do next', isUntouched ? [] : [DO_NEXT]],
  ] as const
  return {
    message: messageOf(error, isUntouched),
    lists: lists.filter(([, items]) => items.length > 0),
  }
}

const AZURE = 'app registration changed, which does no harm while the server runs the old configuration'
const DO_NEXT =
  'Remove the cause, then run the action again. This is safe: it checks what is there and continues from there.'

function messageOf(error: unknown, isUntouched: boolean): string {
  if (error instanceof ProblemsError)
    return `${counted(error.problems.length, 'problem')}${isUntouched ? '; nothing was written' : ''}.`
  const message = error instanceof Error ? error.message : String(error)
  return error instanceof DeadlineError && isUntouched ? `${message}\nNothing was written.` : message
}

/** For the log. */
export function failureText({ message, lists }: Failure): string {
  return [message, ...lists.map(([heading, items]) => [`${heading}:`, ...items.map(item)].join('\n'))].join(
    '\n',
  )
}

const item = (text: string) => `- ${text}`

/** For the job summary; only what is to be pasted is a block of code. */
export function failureMarkdown({ message, lists }: Failure): string {
  const parts = message.match(/^ {2}.*(?:\n {2}.*)*|^.+$/gm) ?? []
  const paragraphs = parts.map((part) =>
    part.startsWith('  ') ? fenced(visible(part.replaceAll(/^ {2}/gm, '')), '') : sentence(part),
  )
  const sections = lists.map(
    ([heading, items]) => `### ${heading}\n\n${items.map((text) => item(sentence(text))).join('\n')}`,
  )
  return [...paragraphs, ...sections].join('\n\n')
}
