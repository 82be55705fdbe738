import { shortened } from '../text/truncate.ts'
import { visible } from './markdown.ts'

/**
 * A text that the runner does not take for a command: it looks for `::` at the start of a line, and for the older `##[` anywhere
 * in one. Before the `::` any white space of Unicode counts for nothing. Values of files and services must not be able to switch masking off or to set outputs.
 * @see https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function logText(text: string): string {
  return visible(shortened(text, LONGEST_TEXT))
    .replaceAll('##[', '##\\[')
    .replaceAll(/^([^\S\r\n]*):(?=:)/gm, '$1:\\')
}

/** In characters; whatever a text quotes is cut to less before. */
const LONGEST_TEXT = 50_000
