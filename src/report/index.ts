export { documentationUrl } from './documentation.ts'
export { pullRequestBody } from './pull-request-body.ts'
export { createReporter, type Reporter, type ReportingCore } from './reporter.ts'
export {
  type CheckResult,
  type CommonResult,
  type EnvironmentResult,
  type FleetResult,
  type Progress,
  type ReportedRegistration,
  type RunResult,
  withoutSecrets,
} from './run-result.ts'
