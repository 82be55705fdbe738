export { certificateFindings } from './certificate-findings.ts'
export { liveFindings, plugInFindings } from './live-findings.ts'
export type { ServerObservation } from './observation.ts'
export { askForPlugIns, observeServer } from './observe.ts'
