import { type Finding, finding } from '../findings.ts'
import type { Problem } from '../problems.ts'
import type { Endpoint } from './endpoint.ts'

/** What keeps two endpoints from belonging together. */
export function endpointPairProblems(authorize: Endpoint, token: Endpoint): Problem[] {
  const problems: Problem[] = []
  if (authorize.url.href === token.url.href) {
    problems.push({
      where: token.source,
      what: `The token endpoint "${token.text}" is the authorization endpoint.`,
      cure: "Copy tokenEndpointUrl of the WebSphere configuration; the example in the vendor's procedure is wrong.",
    })
  }
  if (authorize.version && token.version && authorize.version !== token.version) {
    problems.push({
      where: token.source,
      what: `The token endpoint is of ${token.version} and the authorization endpoint (${authorize.source}) of ${authorize.version}.`,
      cure: 'Use /oauth2/v2.0/ in both.',
    })
  }
  return problems
}

/** What is unusual about two endpoints. */
export function endpointPairFindings(authorize: Endpoint, token: Endpoint, tenantId: string): Finding[] {
  const where = token.source
  const findings: Finding[] = []
  if (authorize.url.host !== token.url.host) {
    const what = `The authorization endpoint is on "${authorize.url.host}" and the token endpoint on "${token.url.host}".`
    findings.push(
      finding('MSSO002', {
        where,
        what,
        cure: 'Check that both are of the same provider.',
        wanted: authorize.url.host,
        found: token.url.host,
      }),
    )
  }
  if (authorize.tenant && token.tenant && !isSame(authorize.tenant, token.tenant)) {
    const what = `The authorization endpoint is of tenant "${authorize.tenant}" and the token endpoint of tenant "${token.tenant}".`
    findings.push(
      finding('MSSO003', {
        where,
        what,
        cure: 'Use one tenant in both.',
        wanted: authorize.tenant,
        found: token.tenant,
      }),
    )
  }
  if (tenantId && authorize.tenant && !isSame(authorize.tenant, tenantId)) {
    const what = `tenant-id is "${tenantId}" but the authorization endpoint is of tenant "${authorize.tenant}".`
    const cure = 'Leave tenant-id out or correct it; the explicit endpoint is used.'
    findings.push(
      finding('MSSO004', { where: 'input tenant-id', what, cure, wanted: authorize.tenant, found: tenantId }),
    )
  }
  if (authorize.version === 'v1' && token.version === 'v1') {
    const what = 'The endpoints are of version 1, which knows no scopes of the form api://….'
    findings.push(finding('MSSO005', { where, what, cure: 'Use /oauth2/v2.0/ in both.' }))
  }
  return findings
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
