/** Shorter texts occur by chance everywhere; hiding them would make every text unreadable. */
const SHORTEST = 4

/**
 * The secrets of a run. The runner masks the log only: what is sent to a service, such as a pull request's body, must have them
 * taken out here.
 */
export class Secrets {
  readonly #forms = new Set<string>()

  /** Remembers a secret in every form in which it may turn up: as it is, and escaped for JSON, XML, a URL, line by line. */
  add(secret: string): void {
    const lines = secret.split(/[\r\n]+/).filter((line) => !line.startsWith('-----'))
    for (const text of [secret, ...lines]) {
      if (text.length < SHORTEST) continue
      const xml = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
      const forms = [text, JSON.stringify(text).slice(1, -1), xml, encodeURIComponent(text.toWellFormed())]
      for (const form of forms) this.#forms.add(form)
    }
  }

  /**
   * The same with every text in it. To be done before a text is escaped: afterwards the secret may have a backslash in its middle.
   */
  redactAll<T>(value: T): T {
    if (typeof value === 'string') return this.redact(value) as T
    if (Array.isArray(value)) return value.map((each: unknown) => this.redactAll(each)) as T
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.redactAll(each)])) as T
  }

  /** The text with *** in the place of every secret. */
  redact(text: string): string {
    let redacted = text
    for (const form of [...this.#forms].toSorted((a, b) => b.length - a.length))
      redacted = redacted.replaceAll(form, '***')
    return redacted
  }
}
