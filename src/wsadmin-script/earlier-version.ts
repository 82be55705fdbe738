import { WSADMIN_SCRIPT } from './script.ts'

const FIRST_LINE = WSADMIN_SCRIPT.split('\n', 1)[0]

/** Whether a file is the script of this or another release, by its first line; git may have given it other line ends. */
export function isEarlierVersion(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).toString('utf8').split(/\r?\n/, 1)[0] === FIRST_LINE
}
