export { pullRequestBody } from './pull-request-body.ts'
export { createReporter, type Reporter, type ReportingCore } from './reporter.ts'
export type { Done, ReportedRegistration, RunResult } from './run-result.ts'
