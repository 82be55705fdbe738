export { EXPORT_SCRIPT, WSADMIN_SCRIPT } from './script.ts'
export {
  type KeptScript,
  keptScripts,
  type ScriptPlace,
  scriptPlace,
  type WantedScript,
  wantedScript,
} from './wanted-script.ts'
