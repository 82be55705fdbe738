export type { Change } from './plan.ts'
export { currentValue, planMobileConfig, type Rendered, renderMobileConfig } from './render.ts'
export { isFromSkeleton, type Origin, SKELETON } from './skeleton.ts'
