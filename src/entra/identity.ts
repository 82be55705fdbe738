import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { Problem } from '../problems.ts'
import { binaryForm, hasEncryptedKey, isCutOff, pemBlocks } from './pem.ts'

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

/** Why a text is no credential. */
type Unusable = Pick<Problem, 'what' | 'cure'>

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

/**
 * Reads a private key and its certificate from one text. Other certificates, such as the issuer's, may stand beside it.
 * @param value PEM, also indented, on one line, with line breaks written out or as base64
 * @param now in milliseconds since 1970
 * @returns the credential, or what is wrong and what to do; neither holds anything of the text
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/certificate-credentials
 */
export function readCertificateCredential(value: string, now: number): CertificateCredential | Unusable {
  const blocks = pemBlocks(value)
  const keys = blocks.filter(({ label }) => label.endsWith('PRIVATE KEY'))
  const certificates = blocks.filter(({ label }) => label === 'CERTIFICATE')
  const [key] = keys
  if (hasEncryptedKey(value)) return ENCRYPTED
  if (!key || keys.length > 1 || certificates.length === 0)
    return notBoth(value, keys.length, certificates.length)
  const privateKey = attempt(() => createPrivateKey(key.text))
  if (key.label === 'OPENSSH PRIVATE KEY') return OPENSSH
  if (!privateKey) return DAMAGED
  if (privateKey.asymmetricKeyType !== 'rsa')
    return {
      what: 'The private key is not an RSA key.',
      cure: 'Entra takes RSA keys only; make another one.',
    }
  const own = certificates
    .map(({ text }) => attempt(() => new X509Certificate(text)))
    .find((certificate) => certificate?.checkPrivateKey(privateKey))
  if (!own)
    return {
      what: 'No certificate belongs to the private key.',
      cure: 'Put the key and its own certificate there.',
    }
  if (own.validToDate.getTime() <= now)
    return {
      what: `The certificate expired on ${own.validToDate.toISOString().slice(0, 10)}.`,
      cure: 'Make a new one and upload it in the app registration that calls Graph, Certificates & secrets.',
    }
  return {
    kind: 'certificate',
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    thumbprintSha256: own.fingerprint256.replaceAll(':', ''),
  }
}

const ENCRYPTED: Unusable = {
  what: 'The private key is encrypted.',
  cure: 'Remove its passphrase, "openssl pkey -in key.pem -out plain.pem", and store plain.pem together with the certificate.',
}

const OPENSSH: Unusable = {
  what: "The private key is in OpenSSH's own form.",
  cure: 'Convert it to PEM without a passphrase, "ssh-keygen -p -N \'\' -m PKCS8 -f key", and store it together with its certificate.',
}

const DAMAGED: Unusable = {
  what: 'The private key cannot be read: something of it is missing or changed.',
  cure: 'Store the whole text again, from a file and not from a window: "cat key.pem certificate.pem | gh secret set NAME".',
}

const CUT_OFF: Unusable = {
  what: 'A block that starts with "-----BEGIN …" has no end, or holds something else than base64.',
  cure: DAMAGED.cure,
}

function notBoth(value: string, keys: number, certificates: number): Unusable {
  const together = 'Put both into one secret: "cat key.pem certificate.pem | gh secret set NAME".'
  switch (binaryForm(value)) {
    case 'PKCS#12':
      return {
        what: 'The value is a PKCS#12 file (.pfx or .p12).',
        cure: 'Convert it to PEM without a passphrase, "openssl pkcs12 -in file.pfx -nodes -out both.pem" (with -legacy for an old file), and store the whole text of both.pem.',
      }
    case 'DER':
      return {
        what: 'The value is a key or a certificate in DER form, without its "-----BEGIN …" line.',
        cure: `Convert each to PEM, "openssl pkey -inform der -in key.der -out key.pem" and "openssl x509 -inform der -in certificate.cer -out certificate.pem". ${together}`,
      }
  }
  if (isCutOff(value)) return CUT_OFF
  if (keys === 0 && certificates > 0)
    return { what: 'The value holds a certificate and no private key.', cure: together }
  if (keys === 1) return { what: 'The value holds a private key and no certificate.', cure: together }
  return {
    what: `The value holds ${keys} private keys and ${certificates} certificates in PEM form.`,
    cure: 'Put one private key and its certificate into one secret, "-----BEGIN …" lines included.',
  }
}

function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse()
  } catch {
    return undefined
  }
}
