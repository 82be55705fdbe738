export type { InputCore } from './input-reader.ts'
export { type FaultyInputs, type Inputs, readInputs } from './inputs.ts'
export { DESKTOP_REDIRECT_URI, derivedBranch } from './rules.ts'
export { openWorkspace, type Workspace, type WorkspaceFile } from './workspace.ts'
