import { preload } from './preload.ts'

/** Arguments for node with which a run gives up sooner and finds the stand-ins. */
export const DIRECT: readonly string[] = preload('faults-preload.ts')
