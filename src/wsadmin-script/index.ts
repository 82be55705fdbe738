export { isEarlierVersion } from './earlier-version.ts'
export { WSADMIN_SCRIPT } from './script.ts'
export { type ScriptPlace, type WantedScript, wantedScript } from './wanted-script.ts'
