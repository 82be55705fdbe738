import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'

/**
 * Arguments for node that load a file of this folder before everything else; without its types, which would be stripped at every
 * start.
 */
export function preload(name: string): readonly string[] {
  const source = readFileSync(join(import.meta.dirname, name), 'utf8')
  return ['--import', `data:text/javascript,${encodeURIComponent(stripTypeScriptTypes(source))}`]
}
