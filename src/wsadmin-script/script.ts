import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The script that puts a merged mobile-config.xml into service, for wsadmin of WebSphere 8.5 and 9. It is the same for every run
 * and every repository: no input, no value and no path of a run is in it, so none can change what it does. What it works on, it
 * gets as arguments. The build puts the file's text in the place of this module (scripts/build.ts).
 *
 * Jython is 2.1 on WebSphere 8.5: no True and False, no `with`, no `sorted`, no conditional expressions, no substring `in`.
 * @see https://www.ibm.com/docs/en/was-nd/9.0.5?topic=scripting-using-wsadmin-scripting-jython
 * @see https://www.ibm.com/docs/en/was-nd/9.0.5?topic=scripting-synchronizing-nodes-using-wsadmin-tool
 */
export const WSADMIN_SCRIPT = readFileSync(join(import.meta.dirname, 'apply-mobile-config.py'), 'utf8')
