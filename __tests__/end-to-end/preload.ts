import { readFileSync, statSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Arguments for node that run a module before everything else. */
export function importing(source: string): readonly string[] {
  return ['--import', `data:text/javascript,${encodeURIComponent(source)}`]
}

/** The same for a file of this folder; without its types, which would be stripped at every start. */
export function preload(name: string): readonly string[] {
  return importing(stripTypeScriptTypes(readFileSync(join(import.meta.dirname, name), 'utf8')))
}

/** Tells on standard error which modules are loaded: "LOADED file:///…". */
export const TELL_LOADED = importing(
  'import { registerHooks } from "node:module"; registerHooks({ load(url, context, next) { console.error("LOADED", url); return next(url, context) } })',
)

const DIST = join(import.meta.dirname, '../../dist')

/** @param log of a process with {@link TELL_LOADED} @returns the files of dist that it has loaded */
export function loadedOfDist(log: string): string[] {
  const files = [...log.matchAll(/LOADED (file:\S+)/g)].map(([, url]) => fileURLToPath(url!))
  return [...new Set(files)].filter((file) => file.startsWith(DIST))
}

/** @param log of a process with {@link TELL_LOADED} @returns how many bytes of dist it has read */
export function bytesOfDist(log: string): number {
  return loadedOfDist(log).reduce((sum, file) => sum + statSync(file).size, 0)
}
