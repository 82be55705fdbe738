export type { Change } from './plan.ts'
export { MAXIMUM_BYTES, type Rendered, renderMobileConfig } from './render.ts'
export { skeleton } from './skeleton.ts'
