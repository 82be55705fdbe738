import tls from 'node:tls'
import { ConfidentialClientApplication, type NodeAuthOptions } from '@azure/msal-node'
import { afterAll, beforeAll, expect } from 'vitest'
import { type Azure, startAzure } from './azure.ts'
import type { ClientApplication } from './entra/index.ts'

/** One Azure for a test file or a part of it, trusted in its process. */
export function useAzure(...options: Parameters<typeof startAzure>): () => Azure {
  let azure: Azure | undefined
  beforeAll(async () => {
    azure = await startAzure(...options)
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), azure.authority.certificate])
  })
  afterAll(async () => {
    await azure?.stop()
    expect(azure?.violations()).toEqual([])
  })
  return () => azure!
}

type Credential = Pick<NodeAuthOptions, 'clientSecret' | 'clientCertificate' | 'clientAssertion'>

/** The client as the action makes it: its own requests, nothing replaced. */
export function msal(
  { entra }: Pick<Azure, 'entra'>,
  { clientId, tenant }: Pick<ClientApplication, 'clientId' | 'tenant'>,
  credential: Credential,
): ConfidentialClientApplication {
  return new ConfidentialClientApplication({
    auth: {
      clientId,
      authority: `${entra.url}/${tenant}`,
      knownAuthorities: [new URL(entra.url).host],
      ...credential,
    },
  })
}
