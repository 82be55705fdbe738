import { WSADMIN_SCRIPT } from './script.ts'

/** The input `wsadmin-script`: where the script goes, nowhere, into the texts, or into the repository as well. */
export type ScriptPlace = 'off' | 'body' | { readonly path: string }

/** The script as a run hands it to people. */
export interface WantedScript {
  readonly text: string
  /** Where in the repository it is kept; undefined where it is only shown. */
  readonly path: string | undefined
}

/** @returns undefined for "off" */
export function wantedScript(place: ScriptPlace): WantedScript | undefined {
  if (place === 'off') return undefined
  return { text: WSADMIN_SCRIPT, path: place === 'body' ? undefined : place.path }
}
