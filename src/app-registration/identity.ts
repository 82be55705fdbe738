import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import type { Problem } from '../problems.ts'

/** How the action proves to Entra who it is. */
export type Credential =
  | { readonly kind: 'federated' }
  | { readonly kind: 'secret'; readonly secret: string }
  | CertificateCredential

export interface CertificateCredential {
  readonly kind: 'certificate'
  /** PEM, without a passphrase. */
  readonly privateKey: string
  /** Of the certificate's DER form, hexadecimal. */
  readonly thumbprintSha256: string
}

type Complaint = Pick<Problem, 'what' | 'cure'>

/** The application that calls Graph; not the one that Connections uses. */
export interface Identity {
  /** Tenant ID or verified domain. */
  readonly tenantId: string
  readonly clientId: string
  readonly credential: Credential
  /** Origin of the login service, such as `https://login.microsoftonline.com`. */
  readonly authority: string
  /** Origin of Microsoft Graph, such as `https://graph.microsoft.com`. */
  readonly graphUrl: string
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[A-Za-z0-9+/=\s]+-----END \1-----/g

/**
 * Reads a private key and its certificate from one text. Other certificates, such as the issuer's, may stand beside it.
 * @param now in milliseconds since 1970
 * @returns the credential, or what is wrong and what to do; neither holds anything of the text
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/certificate-credentials
 */
export function readCertificateCredential(pem: string, now: number): CertificateCredential | Complaint {
  const blocks = [...pem.matchAll(BLOCK)].map(([text, label = '']) => ({ text, label }))
  const keys = blocks.filter(({ label }) => label.endsWith('PRIVATE KEY'))
  const certificates = blocks.filter(({ label }) => label === 'CERTIFICATE')
  const [key] = keys
  if (/^Proc-Type:.*ENCRYPTED/m.test(pem)) return ENCRYPTED
  if (!key || keys.length > 1 || certificates.length === 0)
    return {
      what: `The value holds ${keys.length} private keys and ${certificates.length} certificates in PEM form.`,
      cure: 'Put the private key and its certificate into one secret, "-----BEGIN …" lines and line breaks included.',
    }
  const privateKey = parsed(() => createPrivateKey(key.text))
  if (privateKey && privateKey.asymmetricKeyType !== 'rsa')
    return {
      what: 'The private key is not an RSA key.',
      cure: 'Entra takes RSA keys only; make another one.',
    }
  if (!privateKey) return ENCRYPTED
  const own = certificates
    .map(({ text }) => parsed(() => new X509Certificate(text)))
    .find((certificate) => certificate?.checkPrivateKey(privateKey))
  if (!own)
    return {
      what: 'No certificate belongs to the private key.',
      cure: 'Put the key and its own certificate there.',
    }
  return expiry(own, now) ?? credential(own, privateKey)
}

const ENCRYPTED: Complaint = {
  what: 'The private key can not be read: it is encrypted, or its line breaks were lost.',
  cure: 'Remove its passphrase, "openssl pkey -in key.pem -out plain.pem", and store the whole text with its line breaks.',
}

function expiry(certificate: X509Certificate, now: number): Complaint | undefined {
  if (certificate.validToDate.getTime() > now) return undefined
  return {
    what: `The certificate expired on ${certificate.validToDate.toISOString().slice(0, 10)}.`,
    cure: 'Make a new one and upload it in the app registration that calls Graph, Certificates & secrets.',
  }
}

function credential(certificate: X509Certificate, privateKey: KeyObject): CertificateCredential {
  return {
    kind: 'certificate',
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    thumbprintSha256: certificate.fingerprint256.replaceAll(':', ''),
  }
}

function parsed<T>(parse: () => T): T | undefined {
  try {
    return parse()
  } catch {
    return undefined
  }
}
