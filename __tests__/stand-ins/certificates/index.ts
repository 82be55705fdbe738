// @peculiar/x509 finds its algorithms through decorators and needs the polyfill to be there before it.
import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { type X509Certificate, X509CertificateGenerator } from '@peculiar/x509'
import { authorityExtensions, leafExtensions } from './extensions.ts'
import { importSigningKey, type Keys, newKeys, sharedKeys } from './keys.ts'

const HOUR = 3_600_000

export type Hash = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512'

export interface AuthorityOptions {
  readonly name?: string
  readonly notBefore?: Date
  readonly notAfter?: Date
}

export interface CertificateRequest {
  /** DNS names and IP addresses for the subject alternative name; the first is the common name too. */
  readonly hosts: readonly string[]
  /** Default: an hour ago. */
  readonly notBefore?: Date
  /** Default: 90 days from now. */
  readonly notAfter?: Date
  /** Bits of the RSA key. Default 2048. */
  readonly keySize?: number
  /** Of the signature on the certificate. Default SHA-256. */
  readonly hash?: Hash
  readonly kind?: 'server' | 'client'
  /** Signed with its own key instead of the authority's. */
  readonly selfSigned?: boolean
  /** Where the authority says that its own certificate can be fetched. Default: nowhere. */
  readonly caIssuers?: string
  /** Has the extension with timestamps of Certificate Transparency logs, as certificates of public authorities do. */
  readonly isLogged?: boolean
}

export interface IssuedCertificate {
  /** PKCS#8 as PEM. */
  readonly key: string
  /** PEM. */
  readonly certificate: string
  /** What a correct server sends: the certificate and every intermediate, without the root. */
  readonly chain: readonly string[]
}

/** A new root. Its PEM is what clients are given to trust. */
export async function createAuthority({
  name = 'Stand-in Root',
  notBefore = new Date(Date.now() - HOUR),
  notAfter = new Date(Date.now() + 3650 * 24 * HOUR),
}: AuthorityOptions = {}): Promise<Authority> {
  // Roots are called the same: none may vouch for what another one has signed.
  const keys = await newKeys()
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: [{ CN: [name] }],
    issuer: [{ CN: [name] }],
    notBefore,
    notAfter,
    publicKey: keys.publicKey,
    signingKey: await importSigningKey(keys, 'SHA-256'),
    signingAlgorithm: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    extensions: await authorityExtensions(keys.publicKey, keys.publicKey),
  })
  return new Authority(keys, certificate, [])
}

/** A certificate authority whose certificates real TLS clients verify. Everything is made at run time, nothing by openssl. */
export class Authority {
  /** PEM. */
  readonly certificate: string
  readonly #keys: Keys
  readonly #own: X509Certificate
  /** From this authority up to, without, the root. */
  readonly #intermediates: readonly string[]

  constructor(keys: Keys, own: X509Certificate, intermediates: readonly string[]) {
    this.#keys = keys
    this.#own = own
    this.#intermediates = intermediates
    this.certificate = pem(own)
  }

  async issue({
    hosts,
    notBefore = new Date(Date.now() - HOUR),
    notAfter = new Date(Date.now() + 90 * 24 * HOUR),
    keySize = 2048,
    hash = 'SHA-256',
    kind = 'server',
    selfSigned = false,
    caIssuers,
    isLogged = false,
  }: CertificateRequest): Promise<IssuedCertificate> {
    const keys = await (kind === 'server' ? sharedKeys('server', keySize) : newKeys(keySize))
    const signer = selfSigned ? keys : this.#keys
    const subject = [{ CN: [hosts[0] ?? kind] }]
    const made = await X509CertificateGenerator.create({
      serialNumber: serialNumber(),
      subject,
      issuer: selfSigned ? subject : this.#own.subjectName,
      notBefore,
      notAfter,
      publicKey: keys.publicKey,
      signingKey: await importSigningKey(signer, hash),
      signingAlgorithm: { name: 'RSASSA-PKCS1-v1_5', hash },
      extensions: await leafExtensions({
        publicKey: keys.publicKey,
        signer: signer.publicKey,
        hosts,
        kind,
        caIssuers,
        isLogged,
      }),
    })
    const certificate = pem(made)
    return {
      key: keys.pkcs8,
      certificate,
      chain: selfSigned ? [certificate] : [certificate, ...this.#intermediates],
    }
  }

  /** Another authority that this one vouches for. */
  async intermediate(name: string): Promise<Authority> {
    const keys = await sharedKeys('intermediate')
    const certificate = await X509CertificateGenerator.create({
      serialNumber: serialNumber(),
      subject: [{ CN: [name] }],
      issuer: this.#own.subjectName,
      notBefore: this.#own.notBefore,
      notAfter: this.#own.notAfter,
      publicKey: keys.publicKey,
      signingKey: await importSigningKey(this.#keys, 'SHA-256'),
      signingAlgorithm: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
      extensions: await authorityExtensions(keys.publicKey, this.#keys.publicKey),
    })
    return new Authority(keys, certificate, [pem(certificate), ...this.#intermediates])
  }

  /** Another certificate (PEM) for this authority's name and key, as they are made when one is renewed or changes hands. */
  async crossSignedBy(other: Authority, notAfter: Date): Promise<string> {
    const certificate = await X509CertificateGenerator.create({
      serialNumber: serialNumber(),
      subject: this.#own.subjectName,
      issuer: other.#own.subjectName,
      notBefore: other.#own.notBefore,
      notAfter,
      publicKey: this.#keys.publicKey,
      signingKey: await importSigningKey(other.#keys, 'SHA-256'),
      signingAlgorithm: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
      extensions: await authorityExtensions(this.#keys.publicKey, other.#keys.publicKey),
    })
    return pem(certificate)
  }
}

/** Ends with a line end, so that PEMs can be joined. */
function pem(certificate: X509Certificate): string {
  return `${certificate.toString('pem')}\n`
}

/** Positive and of 16 bytes, as RFC 5280 asks. */
function serialNumber(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16))
  bytes[0] = (bytes[0]! & 0x7f) | 0x40
  return Buffer.from(bytes).toString('hex')
}
