export { errorCode } from './error-code.ts'
export { type Fetch, fetchWhole, REQUEST_TIMEOUT } from './fetch.ts'
export { LONGEST_WAIT, retrying, type Waiting } from './retry.ts'
export { type Trouble, troubleOf } from './trouble.ts'
