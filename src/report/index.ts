export { documentationUrl } from './documentation.ts'
export { pullRequestBody } from './pull-request-body.ts'
export { createReporter, type Reporter, type ReportingCore } from './reporter.ts'
export type { Progress, ReportedRegistration, RunResult } from './run-result.ts'
