import type { ServerOptions } from 'node:https'
import {
  type Authority,
  type CertificateRequest,
  createAuthority,
  type IssuedCertificate,
} from '../certificates/index.ts'

const DAY = 86_400_000

/** Where the stand-in's issuing authority says that its certificate can be fetched; nothing is there. */
export const CA_ISSUERS = 'http://ca.example.com/issuing.cer'

export type ServedCertificate =
  | 'good'
  | 'self-signed'
  | 'of an unknown authority'
  | 'of an unknown authority whose root is sent'
  | 'expired'
  | 'not valid yet'
  | 'for another name'
  | 'without its intermediate'
  | 'with 1024 bits'
  | 'signed with SHA-1'
  | 'for clients'
  | { readonly expiresInDays: number }

/** Key and chain of a server with that certificate, as its administrator would have installed them. */
export async function serve(
  authority: Authority,
  served: ServedCertificate,
  hosts: readonly string[],
): Promise<Pick<ServerOptions, 'key' | 'cert'>> {
  const { key, chain } = await issue(authority, served, hosts)
  return { key, cert: chain.join('') }
}

async function issue(
  authority: Authority,
  served: ServedCertificate,
  hosts: readonly string[],
): Promise<Pick<IssuedCertificate, 'key' | 'chain'>> {
  const issuing = await authority.intermediate('Stand-in Issuing CA')
  const request: CertificateRequest = { hosts, caIssuers: CA_ISSUERS, isLogged: true }
  const at = (days: number) => new Date(Date.now() + days * DAY)
  if (typeof served === 'object') return issuing.issue({ ...request, notAfter: at(served.expiresInDays) })
  switch (served) {
    case 'good':
      return issuing.issue(request)
    case 'self-signed':
      return issuing.issue({ hosts, selfSigned: true })
    case 'of an unknown authority':
      return (await createAuthority({ name: 'Acme Corporate CA' })).issue({ hosts })
    case 'of an unknown authority whose root is sent': {
      const corporate = await createAuthority({ name: 'Acme Corporate CA' })
      const { key, chain } = await corporate.issue({ hosts })
      return { key, chain: [...chain, corporate.certificate] }
    }
    case 'expired':
      return issuing.issue({ ...request, notBefore: at(-9), notAfter: at(-1) })
    case 'not valid yet':
      return issuing.issue({ ...request, notBefore: at(1) })
    case 'for another name':
      return issuing.issue({ ...request, hosts: ['intranet.example.com', '*.example.org'] })
    case 'without its intermediate': {
      const { key, certificate } = await issuing.issue(request)
      return { key, chain: [certificate] }
    }
    case 'with 1024 bits':
      return issuing.issue({ ...request, keySize: 1024 })
    case 'signed with SHA-1':
      return issuing.issue({ ...request, hash: 'SHA-1' })
    case 'for clients':
      return issuing.issue({ ...request, kind: 'client' })
  }
}
