import { secretForms } from './secret-forms.ts'

/** Shorter texts occur by chance everywhere; hiding them would make every text unreadable. */
const MIN_LENGTH = 4

/**
 * The secrets of a run. The runner masks the log only: what is sent to a service, such as a pull request's body, must have them
 * taken out here.
 */
export class Secrets {
  /** By the text that is hidden; the longest first. */
  #forms: readonly (readonly [text: string, forms: RegExp])[] = []

  /** Remembers a secret, as a whole and line by line, in every form of {@link secretForms}. */
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
