export { closeConnections, openTunnel, ProxyError } from './agents.ts'
export { answerTo, Deadline, DeadlineError, pauseBefore, RUN_LIMIT } from './deadline.ts'
export {
  type ProxyEnvironment,
  proxyFor,
  proxyProblems,
  strangeExceptions,
  verificationProblems,
} from './environment.ts'
export { FAILURES, type FailureKind, failureKind, failureOf } from './failure.ts'
export {
  type Answer,
  type Fetch,
  fetchWhole,
  REQUEST_TIMEOUT,
  type RequestOptions,
  wholeBody,
} from './fetch.ts'
export { isLasting, MAX_WAIT, type Outcome, retrying, secondsAfter, type Waiting } from './retry.ts'
