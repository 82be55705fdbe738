import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'

const source = readFileSync(join(import.meta.dirname, 'faults-preload.ts'), 'utf8')

/** Arguments for node with which a run waits less and finds the stand-ins; without types, which would be stripped at every start. */
export const QUICK_AND_DIRECT: readonly string[] = [
  '--import',
  `data:text/javascript,${encodeURIComponent(stripTypeScriptTypes(source))}`,
]
