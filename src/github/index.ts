export type { Outcome, PullRequestDetails } from './carry-out.ts'
export { type ClientLog, connect, type GitHubClient, type Pace } from './client.ts'
export { fileDrift } from './drift.ts'
export { ConfigRepositoryError } from './errors.ts'
export { explain } from './explain.ts'
export { lookAtRepository } from './look.ts'
export { fingerprint } from './marker.ts'
export {
  carryOutPlan,
  type PlannedPullRequest,
  type Proposal,
  planPullRequest,
  type ScriptFile,
} from './plan.ts'
export type { Target } from './state.ts'
export { Writes } from './writes.ts'
