import { type Authority, createAuthority } from './certificates/index.ts'
import { type EntraStandIn, type FederatedCredential, startEntra, type Tenant } from './entra/index.ts'
import { type GraphStandIn, startGraph } from './graph/index.ts'
import { type RunnerOidcOptions, type RunnerOidcStandIn, startRunnerOidc } from './runner-oidc/index.ts'

/** Audience that GitHub's tokens need for Entra ID. */
export const FEDERATION_AUDIENCE = 'api://AzureADTokenExchange'

/** Entra ID, Graph and the runner's OIDC endpoint below one root, knowing each other, with one tenant. */
export interface Azure {
  readonly authority: Authority
  readonly entra: EntraStandIn
  readonly graph: GraphStandIn
  readonly oidc: RunnerOidcStandIn
  readonly tenant: Tenant
  /** With which the runner's token signs in as an application. */
  readonly federatedCredentials: readonly FederatedCredential[]
  /** Of all three. */
  violations(): string[]
  stop(): Promise<void>
}

/** @param graphHosts more names under which Graph is reached */
export async function startAzure(
  graphHosts: readonly string[] = [],
  workflow: Omit<RunnerOidcOptions, 'authority'> = {},
): Promise<Azure> {
  const authority = await createAuthority()
  const [entra, oidc] = await Promise.all([
    startEntra({ authority }),
    startRunnerOidc({ authority, ...workflow }),
  ])
  entra.issuers.set(oidc.issuer, oidc.port)
  const graph = await startGraph({ authority, entra, hosts: graphHosts })
  const standIns = [entra, graph, oidc]
  return {
    authority,
    entra,
    graph,
    oidc,
    federatedCredentials: [{ issuer: oidc.issuer, subject: oidc.subject, audience: FEDERATION_AUDIENCE }],
    tenant: entra.addTenant({ domains: ['acme.example', 'acme.onmicrosoft.com'] }),
    violations: () => standIns.flatMap(({ violations }) => violations),
    stop: async () => {
      await Promise.all(standIns.map((standIn) => standIn.stop()))
    },
  }
}
