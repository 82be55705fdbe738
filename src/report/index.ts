export { documentationUrl } from './findings-list.ts'
export { closingComment, pullRequestBody } from './pull-request-body.ts'
export { Reporter, type ReportingCore } from './reporter.ts'
export {
  type CheckResult,
  type EnvironmentResult,
  type FleetResult,
  type Progress,
  type ReportedRegistration,
  type RunResult,
  withoutSecrets,
} from './run-result.ts'
