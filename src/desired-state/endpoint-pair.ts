import { type Finding, finding } from '../findings.ts'
import type { Problem } from '../problems.ts'
import { ENDPOINT_NAMES, type Endpoint, endpointBeside } from './endpoint.ts'
import { cloudOfLoginHost } from './microsoft-hosts.ts'
import { isSame, problemOf } from './value.ts'

export function endpointPairProblems(authorize: Endpoint, token: Endpoint): Problem[] {
  const problems: Problem[] = []
  const report = (what: string, cure: string) => problems.push(problemOf(token.source, [what, cure]))
  const { source } = authorize
  if (authorize.url.href === token.url.href)
    report(
      `The token endpoint "${token.text}" is the authorization endpoint.`,
      "Copy tokenEndpointUrl of the WebSphere configuration; the example in the vendor's procedure is wrong.",
    )
  if (authorize.version && token.version && authorize.version !== token.version)
    report(
      `The token endpoint is ${token.version}, but the authorization endpoint (${source}) is ${authorize.version}.`,
      'Use /oauth2/v2.0/ in both.',
    )
  if (authorize.isEntra !== token.isEntra) problems.push(elsewhere(authorize, token))
  const [cloud, other] = [authorize, token].map(({ url }) => cloudOfLoginHost(url.hostname))
  if (cloud && other && cloud !== other)
    report(
      `The token endpoint is in the ${other.name} cloud, but the authorization endpoint (${source}) is in the ${cloud.name} cloud.`,
      `Use "${endpointBeside(token, authorize)}" as the token endpoint, or "${endpointBeside(authorize, token)}" as the authorization endpoint.`,
    )
  return problems
}

/** One endpoint is Entra's and the other is not: a slip, or an attempt to get the codes or the passwords. */
function elsewhere(authorize: Endpoint, token: Endpoint): Problem {
  const [entra, other] = authorize.isEntra ? [authorize, token] : [token, authorize]
  const what = `The ${ENDPOINT_NAMES[other.kind]} is on "${other.url.host}", but the ${ENDPOINT_NAMES[entra.kind]} (${entra.source}) is on "${entra.url.host}", which is Entra's.`
  const cure = `Did you mean "${endpointBeside(other, entra)}"? If you do mean "${other.url.host}", use its ${ENDPOINT_NAMES[entra.kind]} too.`
  return problemOf(other.source, [what, cure])
}

export function endpointPairFindings(authorize: Endpoint, token: Endpoint, tenantId: string): Finding[] {
  const where = token.source
  const findings: Finding[] = []
  if (authorize.isEntra === token.isEntra && !isSameService(authorize.url, token.url)) {
    const [wanted, found] = [authorize.url.host, token.url.host]
    const what = `The authorization endpoint is on "${wanted}", but the token endpoint is on "${found}".`
    const cure = 'Check that both belong to the same provider.'
    findings.push(finding('MSSO002', { where, what, cure, wanted, found }))
  }
  const { tenant: wanted } = authorize
  if (wanted && token.tenant && !isSame(wanted, token.tenant)) {
    const what = `The authorization endpoint belongs to tenant "${wanted}", but the token endpoint belongs to tenant "${token.tenant}".`
    const cure = 'Use the same tenant in both.'
    findings.push(finding('MSSO003', { where, what, cure, wanted, found: token.tenant }))
  }
  if (tenantId && wanted && !isSame(wanted, tenantId)) {
    const what = `tenant-id is "${tenantId}", but the authorization endpoint belongs to tenant "${wanted}".`
    const cure = 'Omit tenant-id or correct it. The explicit endpoint takes precedence.'
    findings.push(finding('MSSO004', { where: 'input tenant-id', what, cure, wanted, found: tenantId }))
  }
  if (authorize.version === 'v1' && token.version === 'v1') {
    const what = 'The endpoints are version 1, which does not support scopes of the form api://….'
    findings.push(finding('MSSO005', { where, what, cure: 'Use /oauth2/v2.0/ in both.' }))
  }
  return findings
}

/** The same host, or two of Entra's clouds: hosts of one cloud stand for each other, and different clouds are a problem. */
function isSameService(one: URL, other: URL): boolean {
  return (
    one.host === other.host || Boolean(cloudOfLoginHost(one.hostname) && cloudOfLoginHost(other.hostname))
  )
}
