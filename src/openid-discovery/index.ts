export { type DiscoveryAnswer, readDiscovery } from './discovery.ts'
export { discoveryFindings } from './discovery-findings.ts'
