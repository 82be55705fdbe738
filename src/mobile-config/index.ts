export type { Change } from './plan.ts'
export { currentValue, MAX_BYTES, planMobileConfig, type Rendered, renderMobileConfig } from './render.ts'
export { isFromSkeleton, type Origin, SKELETON } from './skeleton.ts'
