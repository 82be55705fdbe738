/** Shorter texts occur by chance everywhere; hiding them would make every text unreadable. */
const MIN_LENGTH = 4

/**
 * The secrets of a run. The runner masks the log only: what is sent to a service, such as a pull request's body, must have them
 * taken out here.
 */
export class Secrets {
  /** By the text that is hidden; the longest first. */
  #forms: readonly (readonly [text: string, forms: RegExp])[] = []

  /** Remembers a secret, as a whole and line by line, in every form. */
  add(secret: string): void {
    const lines = secret.split(/[\r\n]+/).filter((line) => !line.startsWith('-----'))
    const known = new Map(this.#forms)
    for (const text of [secret, ...lines])
      if (text.length >= MIN_LENGTH && !known.has(text)) known.set(text, secretForms(text))
    this.#forms = [...known].toSorted(([a], [b]) => b.length - a.length)
  }

  /**
   * The same with every text in it. To be done before a text is escaped: afterwards the secret may have a backslash in its middle.
   * @param kept names of fields that stay as they are
   */
  redactAll<T>(value: T, kept: ReadonlySet<string> = new Set()): T {
    if (typeof value === 'string') return this.redact(value) as T
    if (Array.isArray(value)) return value.map((each: unknown) => this.redactAll(each, kept)) as T
    if (typeof value !== 'object' || value === null) return value
    const redact = (key: string, each: unknown) => (kept.has(key) ? each : this.redactAll(each, kept))
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, redact(key, each)])) as T
  }

  /** The text with *** instead of every secret. */
  redact(text: string): string {
    let redacted = text
    for (const [, forms] of this.#forms) redacted = redacted.replaceAll(forms, '***')
    return redacted
  }
}

const { raw } = String

/**
 * Every form in which a secret is looked for; docs/threat-model.md lists them. Nothing in the expression is repeated without a
 * limit, so that looking takes time in proportion to the text.
 */
function secretForms(secret: string): RegExp {
  const signs = secret.replaceAll('\r\n', '\n').match(/\\+|./gsu) ?? []
  return new RegExp([signs.map(signForms).join(''), ...base64Forms(Buffer.from(secret))].join('|'), 'g')
}

/** Escapes with a name: XML's and HTML's references, and JSON's. */
const NAMED: ReadonlyMap<string, readonly string[]> = new Map([
  ['&', ['&(?:amp;)?amp;']],
  ['<', ['&(?:amp;)?lt;']],
  ['>', ['&(?:amp;)?gt;']],
  ['"', ['&(?:amp;)?quot;']],
  ["'", ['&(?:amp;)?apos;']],
  ['\t', [raw`\\{1,3}t`]],
  ['\r', [raw`\\{1,3}r`]],
  ['\n', [raw`(?:\\{1,3}r)?\\{1,3}n|\r\n|\r(?!\n)|%0[dD]%0[aA]| `]],
  [' ', [raw`\+`]],
])

/**
 * One sign in its forms; nobody escapes letters and digits. A text in JSON may be in JSON again, and Markdown has backslashes as
 * well. Those of the secret itself are taken together: one by one there would be endless ways to share out a long run of them.
 */
function signForms(sign: string): string {
  if (/^[A-Za-z0-9]$/.test(sign)) return sign
  if (/^\\+$/.test(sign)) {
    const { length } = sign
    return raw`(?:\\{${length},${length * 4}}|(?:${escapes('\\')}){${length}})`
  }
  const literal = sign.split('').map((unit) => raw`\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return `(?:${[raw`\\{0,3}${literal.join('')}`, escapes(sign), ...(NAMED.get(sign) ?? [])].join('|')})`
}

/** A sign as its number, in JSON, XML or HTML, and a URL. */
function escapes(sign: string): string {
  const point = sign.codePointAt(0)!
  const units = sign.split('').map((unit) => raw`\\{1,3}u${hex(unit.charCodeAt(0), 4)}`)
  const bytes = [...Buffer.from(sign)].map((byte) => `%${hex(byte, 2)}`)
  const reference = raw`&(?:amp;)?#(?:0{0,5}${point}|[xX]0{0,5}${hex(point, 1)});`
  return [units.join(''), reference, bytes.join('')].join('|')
}

function hex(value: number, digits: number): string {
  const text = value.toString(16).padStart(digits, '0')
  return text.replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)
}

/** Of shorter secrets, base64 in the middle of a longer text has too few signs: they would be found by chance. */
const MIN_INSIDE = 8

const BASE64_SIGN = raw`[\w+/-]`
const PADDING = '(?:=|%3[dD]){0,2}'

/**
 * Base64 and base64url. In the middle of a longer text, as of "user:secret", a secret begins at one of three bits of a sign; the
 * signs that it has to itself are the same whatever stands beside it, and those that it shares are taken out with them.
 * @see https://www.rfc-editor.org/rfc/rfc4648#section-4
 */
function base64Forms(bytes: Buffer): string[] {
  if (bytes.length < MIN_INSIDE) {
    const whole = bytes.toString('base64').replaceAll('=', '')
    return [`(?<!${BASE64_SIGN})${base64Signs(whole)}${PADDING}(?!${BASE64_SIGN})`]
  }
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    const end = (before + bytes.length) * 8
    const own = text.slice(Math.ceil((before * 8) / 6), Math.floor(end / 6))
    const shared = `${BASE64_SIGN}?`
    return `${before > 0 ? shared : ''}${base64Signs(own)}${end % 6 > 0 ? shared : ''}${PADDING}`
  })
}

/** A text of these signs may be a part of an address, or of JSON that escapes slashes. */
function base64Signs(text: string): string {
  return text.replaceAll('+', '(?:[+-]|%2[bB])').replaceAll('/', raw`(?:\\{0,3}/|_|%2[fF])`)
}
