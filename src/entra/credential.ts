import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { Problem } from '../problems.ts'

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

/** How the action proves to Entra who it is. */
export type Credential =
  | { readonly kind: 'federated' }
  | { readonly kind: 'secret'; readonly secret: string }
  | {
      readonly kind: 'certificate'
      /** PEM, without a passphrase. */
      readonly privateKey: string
      /** Of the certificate's DER form, hexadecimal. */
      readonly thumbprintSha256: string
    }

/** Why a text is no credential. */
type Unusable = Pick<Problem, 'what' | 'cure'>

const TOGETHER = '"cat key.pem certificate.pem | gh secret set NAME".'
const STORE_AGAIN = `Store the whole text again, from a file and not by copy and paste: ${TOGETHER}`
const PUT_BOTH = `Put both into one secret: ${TOGETHER}`

const UNUSABLE = {
  encrypted: {
    what: 'The private key is encrypted.',
    cure: 'Remove its passphrase with "openssl pkey -in key.pem -out plain.pem", and store plain.pem together with the certificate.',
  },
  openssh: {
    what: "The private key is in OpenSSH's own format.",
    cure: 'Convert it to PEM without a passphrase with "ssh-keygen -p -N \'\' -m PKCS8 -f key", and store it together with its certificate.',
  },
  damaged: {
    what: 'The private key cannot be read: part of it is missing or has changed.',
    cure: STORE_AGAIN,
  },
  cutOff: {
    what: 'A block that starts with "-----BEGIN …" has no end, or contains something other than base64.',
    cure: STORE_AGAIN,
  },
  notRsa: {
    what: 'The private key is not an RSA key.',
    cure: 'Entra accepts only RSA keys. Create an RSA key.',
  },
  strangers: {
    what: 'None of the certificates belongs to the private key.',
    cure: 'Store the key together with its own certificate.',
  },
  pkcs12: {
    what: 'The value is a PKCS#12 file (.pfx or .p12).',
    cure: 'Convert it to PEM without a passphrase with "openssl pkcs12 -in file.pfx -nodes -out both.pem" (with -legacy for an old file), and store the whole text of both.pem.',
  },
  der: {
    what: 'The value is a key or a certificate in DER format, without its "-----BEGIN …" line.',
    cure: `Convert each to PEM with "openssl pkey -inform der -in key.der -out key.pem" and "openssl x509 -inform der -in certificate.cer -out certificate.pem". ${PUT_BOTH}`,
  },
  noKey: { what: 'The value contains a certificate but no private key.', cure: PUT_BOTH },
  noCertificate: { what: 'The value contains a private key but no certificate.', cure: PUT_BOTH },
} satisfies Record<string, Unusable>

/**
 * Reads a private key and its certificate from one text. Other certificates, such as the issuer's, may stand beside it.
 * @param value PEM, also indented, on one line, with line breaks written out or as base64
 * @param now in milliseconds since 1970
 * @returns the credential, or what is wrong and what to do; neither holds anything of the text
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/certificate-credentials
 */
export function readCertificateCredential(
  value: string,
  now: number,
): Extract<Credential, { kind: 'certificate' }> | Unusable {
  // A private key of the oldest form says in a line of its own that it is encrypted, and is no block for that.
  if (/Proc-Type:[ \t]*4,ENCRYPTED|-----BEGIN ENCRYPTED PRIVATE KEY-----/.test(pemText(value)))
    return UNUSABLE.encrypted
  const blocks = pemBlocks(value)
  const keys = blocks.filter(({ label }) => label.endsWith('PRIVATE KEY'))
  const certificates = blocks.filter(({ label }) => label === 'CERTIFICATE')
  const [key] = keys
  if (!key || keys.length > 1 || certificates.length === 0)
    return notBoth(value, keys.length, certificates.length)
  if (key.label === 'OPENSSH PRIVATE KEY') return UNUSABLE.openssh
  const privateKey = attempt(() => createPrivateKey(key.text))
  if (!privateKey) return UNUSABLE.damaged
  if (privateKey.asymmetricKeyType !== 'rsa') return UNUSABLE.notRsa
  const own = certificates
    .map(({ text }) => attempt(() => new X509Certificate(text)))
    .find((certificate) => certificate?.checkPrivateKey(privateKey))
  if (!own) return UNUSABLE.strangers
  if (own.validToDate.getTime() <= now)
    return {
      what: `The certificate expired on ${own.validToDate.toISOString().slice(0, 10)}.`,
      cure: 'Create a new one and upload it to the app registration that calls Graph, under Certificates & secrets.',
    }
  return {
    kind: 'certificate',
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    thumbprintSha256: own.fingerprint256.replaceAll(':', ''),
  }
}

function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse()
  } catch {
    return undefined
  }
}

const SEQUENCE = 0x30
/** The integer 3, with which a PKCS#12 file begins: RFC 7292, section 4. */
const PKCS12_VERSION = Buffer.from([2, 1, 3])

function notBoth(value: string, keys: number, certificates: number): Unusable {
  const bytes = base64Decoded(value)
  if (bytes?.[0] === SEQUENCE) {
    const long = bytes[1]! > 0x80 ? bytes[1]! & 0x7f : 0
    const isPkcs12 = bytes.subarray(2 + long, 5 + long).equals(PKCS12_VERSION)
    return isPkcs12 ? UNUSABLE.pkcs12 : UNUSABLE.der
  }
  if ((pemText(value).match(/-----BEGIN /g)?.length ?? 0) > pemBlocks(value).length) return UNUSABLE.cutOff
  if (keys === 0 && certificates > 0) return UNUSABLE.noKey
  if (keys === 1) return UNUSABLE.noCertificate
  return {
    what: `The value contains ${keys} private keys and ${certificates} certificates in PEM form.`,
    cure: 'Put one private key and its certificate into one secret, including the "-----BEGIN …" lines.',
  }
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----/g

/** The blocks of a secret, with 64 characters in a line, as OpenSSL wants it. @see https://www.rfc-editor.org/rfc/rfc7468 */
export function pemBlocks(value: string) {
  return [...pemText(value).matchAll(BLOCK)].map(([, label = '', body = '']) => {
    const lines = body.replaceAll(/\s/g, '').match(/.{1,64}/g) ?? []
    return { label, text: [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n') }
  })
}

/** Undoes what happens to a file on its way into a secret: line breaks that are written out as "\n", and base64. */
function pemText(value: string): string {
  const text = value.includes('-----BEGIN') ? value : (base64Decoded(value)?.toString('latin1') ?? '')
  return text.replaceAll(/(?<!\\)\\+[rn]/g, '\n')
}

function base64Decoded(value: string): Buffer | undefined {
  const text = value.replaceAll(/\s|(?<!\\)\\+[rn]/g, '')
  return text && /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined
}
