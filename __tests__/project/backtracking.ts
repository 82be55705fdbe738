import type { AST } from '@eslint-community/regexpp'

/**
 * A matcher that goes back as those of JavaScript's engines do, and counts each step. Steps say the same on every machine, however
 * busy it is.
 */
export function stepsOf({ pattern, flags }: AST.RegExpLiteral, text: string, most: number): number {
  const signs = flags.unicode || flags.unicodeSets ? [...text] : text.split('')
  const walk = new Walk(signs, flags, most)
  // As when all matches are looked for; one that fails at every place costs the same as where one is.
  for (let at = 0; at <= signs.length; ) {
    let end = at
    const isFound = walk.alternatives(pattern.alternatives, at, (stop) => {
      end = stop
      return true
    })
    if (flags.sticky && !isFound) break
    at = Math.max(at + 1, isFound ? end : 0)
  }
  return walk.steps
}

/** More steps than are worth counting. */
export class TooManySteps extends Error {}

type Continuation = (at: number) => boolean

class Walk {
  steps = 0
  readonly #signs: readonly string[]
  readonly #flags: AST.Flags
  readonly #most: number
  readonly #groups = new Map<AST.CapturingGroup, readonly string[]>()

  constructor(signs: readonly string[], flags: AST.Flags, most: number) {
    this.#signs = signs
    this.#flags = flags
    this.#most = most
  }

  alternatives(alternatives: readonly AST.Alternative[], at: number, next: Continuation): boolean {
    return alternatives.some(({ elements }) => this.#sequence(elements, 0, at, next))
  }

  #sequence(elements: readonly AST.Element[], index: number, at: number, next: Continuation): boolean {
    const element = elements[index]
    if (!element) return next(at)
    return this.#element(element, at, (stop) => this.#sequence(elements, index + 1, stop, next))
  }

  #element(element: AST.Element | AST.QuantifiableElement, at: number, next: Continuation): boolean {
    if (++this.steps > this.#most) throw new TooManySteps()
    switch (element.type) {
      case 'Assertion':
        return this.#holds(element, at) && next(at)
      case 'Quantifier':
        return this.#repeat(element, 0, at, next)
      case 'Group':
        return this.alternatives(element.alternatives, at, next)
      case 'CapturingGroup':
        return this.alternatives(element.alternatives, at, (stop) => {
          this.#groups.set(element, this.#signs.slice(at, stop))
          return next(stop)
        })
      case 'Backreference': {
        const group = this.#groups.get([element.resolved].flat()[0]!) ?? []
        const isThere = group.every((sign, index) => this.#signs[at + index] === sign)
        return isThere && next(at + group.length)
      }
      default:
        return at < this.#signs.length && this.#set(element)(this.#signs[at]!) && next(at + 1)
    }
  }

  #repeat(quantifier: AST.Quantifier, count: number, at: number, next: Continuation): boolean {
    const { element, min, max, greedy } = quantifier
    const more = () =>
      count < max &&
      this.#element(element, at, (stop) =>
        stop === at && count >= min ? false : this.#repeat(quantifier, count + 1, stop, next),
      )
    if (count < min) return more()
    return greedy ? more() || next(at) : next(at) || more()
  }

  #holds(assertion: AST.Assertion, at: number): boolean {
    const isLineEnd = (index: number) =>
      this.#flags.multiline && /[\n\r\u2028\u2029]/.test(this.#signs[index]!)
    const isWord = (index: number) => /\w/.test(this.#signs[index] ?? ' ')
    switch (assertion.kind) {
      case 'start':
        return at === 0 || isLineEnd(at - 1)
      case 'end':
        return at === this.#signs.length || isLineEnd(at)
      case 'word':
        return (isWord(at - 1) !== isWord(at)) !== assertion.negate
      case 'lookahead':
        return this.alternatives(assertion.alternatives, at, () => true) !== assertion.negate
      case 'lookbehind':
        return this.#endsAt(assertion, at) !== assertion.negate
    }
  }

  /** From the nearest start on; what is further away than that is not looked at by any of these expressions. */
  #endsAt({ alternatives }: AST.LookbehindAssertion, at: number): boolean {
    for (let start = at; start >= Math.max(0, at - FURTHEST); start--)
      if (this.alternatives(alternatives, start, (stop) => stop === at)) return true
    return false
  }

  /** Whether one sign is in a set, by JavaScript's own engine. */
  #set(element: AST.Node): (sign: string) => boolean {
    let set = SETS.get(element)
    if (!set) {
      const expression = new RegExp(`^(?:${element.raw})$`, this.#flags.raw.replaceAll(/[gymd]/g, ''))
      const known = new Map<string, boolean>()
      set = (sign) => {
        if (!known.has(sign)) known.set(sign, expression.test(sign))
        return known.get(sign)!
      }
      SETS.set(element, set)
    }
    return set
  }
}

/** What is in a set stays so for all texts that an expression is tried on. */
const SETS = new WeakMap<AST.Node, (sign: string) => boolean>()

const FURTHEST = 20
