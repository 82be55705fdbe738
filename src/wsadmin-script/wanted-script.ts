import { EXPORT_SCRIPT, WSADMIN_SCRIPT } from './script.ts'

/**
 * The input `wsadmin-script`: no script anywhere, the one that applies a file in the texts, that one as a file of the repository too, or
 * both scripts in a folder of it. The folder ends in "/"; the top of the repository is "".
 */
export type ScriptPlace = 'off' | 'body' | { readonly path: string } | { readonly folder: string }

/** The script that applies a merged file, as the texts show it. */
export interface WantedScript {
  readonly text: string
  /** Where in the repository it is kept; undefined where it is only shown. */
  readonly path: string | undefined
  /** Paths of the scripts that are kept beside it; undefined where there are none. */
  readonly others?: readonly string[]
}

/** A script that is to be a file of the repository, or of the workspace in render mode. */
export interface KeptScript {
  readonly path: string
  readonly bytes: Uint8Array
  /** Whether a file is this script of any release, by its first line; git may have given it other line ends. */
  readonly isEarlierVersion: (file: Uint8Array) => boolean
}

/** @returns undefined for what is no value of the input */
export function scriptPlace(value: string): ScriptPlace | undefined {
  if (value === 'off' || value === 'body') return value
  const path = /^file:(.*)$/s.exec(value)?.[1]?.trim()
  if (!path) return undefined
  return path.endsWith('/') ? { folder: path === './' ? '' : path } : { path }
}

/** @returns undefined for "off" */
export function wantedScript(place: ScriptPlace): WantedScript | undefined {
  if (place === 'off') return undefined
  const [path, ...others] = keptScripts(place).map((script) => script.path)
  return { text: WSADMIN_SCRIPT, path, ...(others.length > 0 ? { others } : {}) }
}

/** @returns the script that applies a file first */
export function keptScripts(place: ScriptPlace): readonly KeptScript[] {
  if (place === 'off' || place === 'body') return []
  if ('path' in place) return [kept(place.path, WSADMIN_SCRIPT)]
  return [
    kept(`${place.folder}apply-mobile-config.py`, WSADMIN_SCRIPT),
    kept(`${place.folder}export-mobile-config.py`, EXPORT_SCRIPT),
  ]
}

function kept(path: string, text: string): KeptScript {
  return {
    path,
    bytes: Buffer.from(text),
    isEarlierVersion: (file) => firstLine(Buffer.from(file).toString('utf8')) === firstLine(text),
  }
}

function firstLine(text: string): string {
  return text.split(/\r?\n/, 1)[0]!
}
