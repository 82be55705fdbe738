import type { Server, ServerOptions } from 'node:https'
import type { Authority } from '../certificates/index.ts'
import { type Answer, HttpsStandIn, listenWith, type ReceivedRequest } from '../https-server.ts'
import { answerOf, type Behaviour, type LiveSettings } from './answers.ts'
import { type ServedCertificate, serve } from './certificate.ts'

export type { Behaviour, LiveSettings, Shape } from './answers.ts'
export { CA_ISSUERS, type ServedCertificate } from './certificate.ts'

/** OpenSSL serves weak certificates and old versions only when it is told to. */
const WEAK = 'TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256:DEFAULT@SECLEVEL=0'

export interface ConnectionsOptions {
  readonly authority: Authority
  /** Default: good. */
  readonly certificate?: ServedCertificate
  /** Names for the certificate. */
  readonly hosts?: readonly string[]
  /** Versions of TLS; default: 1.2 and 1.3. */
  readonly tls?: Pick<ServerOptions, 'minVersion' | 'maxVersion' | 'requestCert' | 'rejectUnauthorized'>
  /** Where Connections lives behind its proxy; default: at the root. */
  readonly prefix?: string
}

export async function startConnections({
  authority,
  certificate = 'good',
  hosts = ['localhost', 'connections.example.com'],
  tls = {},
  prefix = '',
}: ConnectionsOptions): Promise<ConnectionsStandIn> {
  const served = await serve(authority, certificate, hosts)
  return new ConnectionsStandIn(await listenWith({ ...served, ciphers: WEAK, ...tls }), prefix)
}

/**
 * HCL Connections as far as the mobile apps see it before the sign-in. What is checked in is not live until Mobile has been
 * restarted, and only the documented addresses answer, only to GET, and only to a client that identifies itself in no way.
 */
export class ConnectionsStandIn extends HttpsStandIn {
  behaviour: Behaviour = { kind: 'settings', shape: 'nested' }
  /** What its web server does with what the desktop plug-ins ask. */
  discovery: Behaviour = { kind: 'document' }
  readonly #path: string
  readonly #discoveryPath: string
  #checkedIn: LiveSettings = { enabled: 'true', AuthType: 'Form' }
  #live = this.#checkedIn

  constructor(server: Server, prefix: string) {
    super(server)
    this.#path = `${prefix}/mobile/homepage/SecurityConfiguration?debug=true`
    this.#discoveryPath = `${prefix}/.well-known/openid-configuration`
  }

  /** As `MobileConfigService.checkInConfig` does, with the synchronisation of the nodes. */
  checkIn(settings: LiveSettings): void {
    this.#checkedIn = settings
  }

  restartMobile(): void {
    this.#live = this.#checkedIn
  }

  protected override answer({ method, path, headers, text }: ReceivedRequest): Answer {
    if (headers.authorization || headers.cookie || text)
      this.violations.push(`${method} ${path} tells who asks`)
    if (method === 'GET' && path === this.#path) return answerOf(this.behaviour, this.#live)
    if (method === 'GET' && path === this.#discoveryPath) return answerOf(this.discovery, this.#live)
    this.violations.push(`unknown route ${method} ${path}`)
    return { status: method === 'GET' ? 404 : 405, body: '' }
  }
}
