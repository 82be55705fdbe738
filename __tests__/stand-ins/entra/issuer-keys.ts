import { request } from 'node:https'
import type { JSONWebKeySet } from 'jose'

/**
 * Fetches the keys of other identity providers as Entra does: the issuer's metadata document, then the keys that it names.
 * A public issuer is reached on the loopback port that stands in for it, under its own name.
 */
export class IssuerKeys {
  readonly #certificate: string
  readonly #ports: ReadonlyMap<string, number>

  constructor(certificate: string, ports: ReadonlyMap<string, number>) {
    this.#certificate = certificate
    this.#ports = ports
  }

  async of(issuer: string): Promise<JSONWebKeySet> {
    const port = this.#ports.get(issuer)
    if (port === undefined) throw new Error(`nothing stands in for ${issuer}`)
    const document = await this.#get(`${issuer}/.well-known/openid-configuration`, port)
    if (document['issuer'] !== issuer) throw new Error(`${issuer} calls itself ${document['issuer']}`)
    return (await this.#get(String(document['jwks_uri']), port)) as unknown as JSONWebKeySet
  }

  #get(address: string, port: number): Promise<Record<string, unknown>> {
    const { host, hostname, pathname, search } = new URL(address)
    const options = {
      host: '127.0.0.1',
      port,
      path: pathname + search,
      servername: hostname,
      headers: { host },
      ca: this.#certificate,
      agent: false,
    }
    return new Promise((resolve, reject) => {
      const outgoing = request(options, async (response) => {
        const pieces: Buffer[] = []
        for await (const piece of response) pieces.push(piece as Buffer)
        if (response.statusCode !== 200)
          return reject(new Error(`${address} answered ${response.statusCode}`))
        resolve(JSON.parse(Buffer.concat(pieces).toString()))
      })
      outgoing.on('error', reject).end()
    })
  }
}
