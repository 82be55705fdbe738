import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The scripts for wsadmin of WebSphere 8.5 and 9. They are the same for every run and every repository: no input, no value and no
 * path of a run is in them, so none can change what they do. What they work on, they get as arguments. The build puts the
 * scripts' texts instead of this module (scripts/build.ts).
 *
 * Jython is 2.1 on WebSphere 8.5: no True and False, no `with`, no `sorted`, no conditional expressions, no substring `in`.
 * @see https://www.ibm.com/docs/en/was-nd/9.0.5?topic=scripting-using-wsadmin-scripting-jython
 * @see https://www.ibm.com/docs/en/was-nd/9.0.5?topic=scripting-synchronizing-nodes-using-wsadmin-tool
 */

/** Puts a merged mobile-config.xml into service. */
export const WSADMIN_SCRIPT = joined('apply-mobile-config')

/** Brings mobile-config.xml and the provider properties out of the server. */
export const EXPORT_SCRIPT = joined('export-mobile-config')

/** A script as one file, because it is copied to the server alone: what it imports with "*" stands in the place of that line. */
function joined(name: string): string {
  const text = readFileSync(join(import.meta.dirname, `${name}.py`), 'utf8')
  return text.replace(/^from (\w+) import \*\n/m, (_, part: string) => joined(part))
}
