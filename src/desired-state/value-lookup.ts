import type { Problem } from '../problems.ts'
import { quoted } from '../text/quoted.ts'
import { lineNumbers } from './line-numbers.ts'
import type { ProviderProperties } from './provider-properties.ts'
import { isSecretName } from './secrets.ts'
import type { Sourced } from './sourced-value.ts'

/** A value that has to come from somewhere. */
export interface WantedValue {
  /** What people call it: "client ID". */
  readonly name: string
  /** The input that it can be given in. */
  readonly input: string
  /** The provider property without the provider: "clientId". */
  readonly property: string
  /** What else gives the value: "set tenant-id". */
  readonly otherwise?: string
}

/** Finds the properties of one provider, and says what is wrong with them. */
export class ProviderLookup {
  readonly problems: readonly Problem[]
  readonly #properties: ProviderProperties['properties']
  readonly #ignoredLines: readonly number[]
  readonly #from: string
  readonly #provider: string

  constructor({ properties, ignoredLines }: ProviderProperties, from: string, provider: string) {
    this.#properties = properties
    this.#ignoredLines = ignoredLines
    this.#from = from
    this.#provider = provider
    this.problems = contradictions(properties, provider, from)
  }

  /** The property's value with its source; undefined when it is missing or empty. */
  find(property: string): Sourced | undefined {
    const name = `${this.#provider}.${property}`
    const found = this.#properties.find((candidate) => candidate.name === name)
    return found?.value ? { value: found.value, source: name } : undefined
  }

  /**
   * The problem of a value that nothing gives. It names the lines that were not understood, one of which may hold it: the
   * finding about them is not shown when the run fails.
   */
  missing({ name, input, property, otherwise }: WantedValue): Problem {
    const orElse = otherwise ? `, or ${otherwise}` : ''
    return {
      where: `input ${input}`,
      what: `There is no value for the ${name}.${this.#nearMiss(property)}${this.#unread()}`,
      cure: `Set ${input}, or give ${this.#provider}.${property} in provider-properties${orElse}.`,
    }
  }

  #unread(): string {
    const lines = this.#ignoredLines
    if (lines.length === 0) return ''
    return ` ${lineNumbers(lines)} of ${this.#from} ${lines.length === 1 ? 'was' : 'were'} not understood.`
  }

  /** What looks like the property that is missing, as a sentence; empty where nothing does. */
  #nearMiss(property: string): string {
    const name = `${this.#provider}.${property}`
    const otherCase = this.#properties.find(
      (candidate) => candidate.name !== name && candidate.name.toLowerCase() === name.toLowerCase(),
    )
    if (otherCase)
      return ` ${this.#from} has "${otherCase.name}": WebSphere distinguishes upper and lower case.`
    if (this.#properties.some((candidate) => candidate.name === property))
      return ` ${this.#from} has "${property}" without "${this.#provider}." before it.`
    const others = this.#properties.filter(
      (candidate) => candidate.name.endsWith(`.${property}`) && candidate.name !== name,
    )
    return others.length > 0
      ? ` ${this.#from} has ${others.map((other) => `"${other.name}"`).join(', ')}: is provider-id right?`
      : ''
  }
}

function contradictions(
  properties: ProviderProperties['properties'],
  provider: string,
  from: string,
): Problem[] {
  const first = new Map<string, (typeof properties)[number]>()
  const problems = properties.flatMap((property) => {
    const { name, value, line } = property
    const other = first.get(name)
    first.set(name, other ?? property)
    if (!other || other.value === value || !name.startsWith(`${provider}.`)) return []
    const values = isSecretName(name) ? '' : ` (${quoted(other.value)} and ${quoted(value)})`
    return [
      {
        where: `${from} line ${line}`,
        what: `${name} has another value than in line ${other.line}${values}.`,
        cure: 'Keep the right one.',
      },
    ]
  })
  return problems.slice(0, MOST_CONTRADICTIONS)
}

/** Contradictions that are told; with more of them something else is wrong. */
const MOST_CONTRADICTIONS = 20
