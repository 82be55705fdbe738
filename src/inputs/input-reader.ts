import { inputProblem, type Problem, ProblemsError } from '../problems.ts'
import type { Rule } from './rules.ts'
import type { Workspace } from './workspace.ts'

/** The parts of @actions/core that reading inputs needs. */
export interface InputCore {
  getInput(name: string): string
  setSecret(value: string): void
}

/** Redirect URIs that Entra takes; of labels and people GitHub takes fewer, and each may cost a request. */
const MAX_ENTRIES = 256

/** Reads inputs one by one, masks secrets at once, and collects what is wrong with them. */
export class InputReader {
  readonly problems: Problem[] = []
  readonly #core: InputCore
  readonly #workspace: Workspace

  constructor(core: InputCore, workspace: Workspace) {
    this.#core = core
    this.#workspace = workspace
  }

  refuse(input: string, what: string, cure: string): void {
    this.problems.push(inputProblem(input, what, cure))
  }

  /** A text of several lines is masked line by line too, because logs come in lines. */
  mask(secret: string): void {
    this.#core.setSecret(secret)
    const lines = secret.split(/[\r\n]+/).filter((line) => line.length >= 8 && !line.startsWith('-----'))
    if (lines.length > 1) for (const line of lines) this.#core.setSecret(line)
  }

  text(input: string, rule?: Rule): string {
    const value = this.#core.getInput(input)
    if (value) this.#check(input, value, rule)
    return value
  }

  secret(input: string): string {
    const value = this.#core.getInput(input)
    if (value) this.mask(value)
    return value
  }

  /** Entries separated by commas or lines; blank ones and repetitions are dropped. */
  list(input: string, rule?: Rule, standard = ''): readonly string[] {
    const pieces = (this.#core.getInput(input) || standard).split(/[,\r\n]/)
    const entries = new Set(pieces.map((entry) => entry.trim()).filter(Boolean))
    if (entries.size > MAX_ENTRIES) {
      this.refuse(input, `It has ${entries.size} entries.`, `The limit is ${MAX_ENTRIES}.`)
      return []
    }
    for (const entry of entries) this.#check(input, entry, rule)
    return [...entries]
  }

  /** The first option is the default. Undefined for any other text. */
  choice<T extends string>(input: string, options: readonly [T, ...T[]]): T | undefined {
    const value = this.#core.getInput(input) || options[0]
    const option = options.find((each) => each === value)
    if (!option) this.refuse(input, `Invalid value "${value}".`, `Allowed: ${options.join(', ')}.`)
    return option
  }

  /** As @actions/core reads it. */
  boolean(input: string, standard: boolean): boolean {
    const value = this.#core.getInput(input) || String(standard)
    if (!/^(true|false)$/i.test(value))
      this.refuse(input, `"${value}" is neither true nor false.`, 'Use true or false.')
    return value.toLowerCase() === 'true'
  }

  integer(input: string, standard: number): number {
    const value = this.#core.getInput(input) || String(standard)
    if (!/^\d{1,4}$/.test(value))
      this.refuse(input, `"${value}" is not a whole number from 0 to 9999.`, 'Write digits only.')
    return Number(value)
  }

  file(input: string, path: string): Buffer | undefined {
    try {
      const bytes = this.#workspace.read(path, input)
      const cure = 'Check the path, and check that an earlier step checks out the repository.'
      if (!bytes) this.refuse(input, `The file "${path}" is not in the workspace.`, cure)
      return bytes
    } catch (error) {
      if (!(error instanceof ProblemsError)) throw error
      this.problems.push(...error.problems)
      return undefined
    }
  }

  #check(input: string, value: string, rule?: Rule): void {
    const invalid = rule?.(value)
    if (invalid) this.refuse(input, ...invalid)
  }
}
