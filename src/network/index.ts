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
  AnswerTooLargeError,
  type Fetch,
  fetchWhole,
  REQUEST_TIMEOUT,
  type RequestOptions,
  wholeBody,
} from './fetch.ts'
export { isLasting, MAX_WAIT, type RequestOutcome, retrying, secondsAfter, type Waiting } from './retry.ts'
