import { WSADMIN_SCRIPT } from './script.ts'

/** The script as a run hands it to people. */
export interface WantedScript {
  readonly text: string
  /** Where in the repository it is kept; undefined where it is only shown. */
  readonly path: string | undefined
}

/** @param input the input `wsadmin-script` @returns undefined for "off" */
export function wantedScript(input: 'off' | 'body' | { readonly path: string }): WantedScript | undefined {
  if (input === 'off') return undefined
  return { text: WSADMIN_SCRIPT, path: input === 'body' ? undefined : input.path }
}
