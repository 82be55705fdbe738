export { WSADMIN_SCRIPT } from './script.ts'
