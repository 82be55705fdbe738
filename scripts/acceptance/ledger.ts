import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Changeable } from './test-registration.ts'

interface Entries {
  readonly branches: readonly string[]
  readonly registration?: Changeable | undefined
}

/**
 * What has to be undone. Each entry is written down before the deed and crossed out when it is undone, so that the next run also cleans
 * up after one that was killed.
 */
export class Ledger {
  readonly #file: string | undefined
  #branches: ReadonlySet<string>
  #registration: Changeable | undefined

  /** @param file undefined where nothing outlives the process */
  constructor(file?: string) {
    const { branches, registration }: Entries =
      file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { branches: [] }
    this.#file = file
    this.#branches = new Set(branches)
    this.#registration = registration
  }

  /** That this run and those before it have made, or were about to make. */
  get branches(): ReadonlySet<string> {
    return this.#branches
  }

  /** The app registration as it was before anything was changed. */
  get registration(): Changeable | undefined {
    return this.#registration
  }

  get isEmpty(): boolean {
    return this.#branches.size === 0 && this.#registration === undefined
  }

  addBranch(name: string): void {
    this.#branches = new Set([...this.#branches, name])
    this.#save()
  }

  removeBranch(name: string): void {
    this.#branches = new Set([...this.#branches].filter((branch) => branch !== name))
    this.#save()
  }

  /** @param before undefined when it has been put back */
  setRegistration(before: Changeable | undefined): void {
    this.#registration = before
    this.#save()
  }

  #save(): void {
    if (!this.#file) return
    const entries: Entries = { branches: [...this.#branches], registration: this.#registration }
    mkdirSync(dirname(this.#file), { recursive: true })
    if (this.isEmpty) rmSync(this.#file, { force: true })
    else writeFileSync(this.#file, JSON.stringify(entries))
  }
}
