export { isFromSkeleton, type Origin } from './origin.ts'
export type { Change } from './plan.ts'
export { currentValue, MAX_BYTES, planMobileConfig, type Rendered, renderMobileConfig } from './render.ts'

/** A file to start from where there is none; loads xmlbuilder2. */
export const loadSkeleton = () => import('./skeleton.ts')
