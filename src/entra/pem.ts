/** What stands between two lines of armour, "-----BEGIN …-----" and "-----END …-----". */
export interface PemBlock {
  readonly label: string
  /** With its armour, and 64 characters in a line, as OpenSSL wants it. */
  readonly text: string
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----/g

/**
 * The blocks of a secret. On its way into a secret a file is indented, put on one line, given line breaks that are written out as
 * "\n", or encoded as base64; all that can be undone without guessing.
 * @see https://www.rfc-editor.org/rfc/rfc7468
 */
export function pemBlocks(value: string): PemBlock[] {
  return [...pemText(value).matchAll(BLOCK)].map(([, label = '', body = '']) => {
    const lines = body.replaceAll(/\s/g, '').match(/.{1,64}/g) ?? []
    return { label, text: [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n') }
  })
}

/** A private key of the oldest form says in a line of its own that it is encrypted, and is no block for that. */
export function hasEncryptedKey(value: string): boolean {
  return /Proc-Type:[ \t]*4,ENCRYPTED|-----BEGIN ENCRYPTED PRIVATE KEY-----/.test(pemText(value))
}

/** A block that begins has no end, or holds what is not base64. */
export function isCutOff(value: string): boolean {
  return (pemText(value).match(/-----BEGIN /g)?.length ?? 0) > pemBlocks(value).length
}

function pemText(value: string): string {
  const text = value.includes('-----BEGIN') ? value : (base64Decoded(value)?.toString('latin1') ?? '')
  return text.replaceAll(/(?<!\\)\\+[rn]/g, '\n')
}

/** The form that a key or certificate has without being PEM; undefined where the value is no such thing. */
export function binaryForm(value: string): 'PKCS#12' | 'DER' | undefined {
  const bytes = base64Decoded(value)
  if (bytes?.[0] !== SEQUENCE) return undefined
  const long = bytes[1]! > 0x80 ? bytes[1]! & 0x7f : 0
  return bytes.subarray(2 + long, 5 + long).equals(PKCS12_VERSION) ? 'PKCS#12' : 'DER'
}

const SEQUENCE = 0x30
/** The integer 3, with which a PKCS#12 file begins: RFC 7292, section 4. */
const PKCS12_VERSION = Buffer.from([2, 1, 3])

function base64Decoded(value: string): Buffer | undefined {
  const text = value.replaceAll(/\s|(?<!\\)\\+[rn]/g, '')
  return text && /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined
}
