import assert from 'node:assert/strict'
import fc from 'fast-check'
import { ProblemsError } from '../../src/problems.ts'

/** One part of the action that reads what others wrote, with the inputs that are thrown at it and what must hold for each. */
export interface FuzzTarget<T> {
  readonly name: string
  /** Share of all cases; what runs the whole action gets fewer. */
  readonly share: number
  readonly input: fc.Arbitrary<T>
  /** Throws when something that must hold does not. */
  check(input: T): void | Promise<void>
}

/** What happened to the cases of one target. */
export interface Outcome {
  readonly tried: number
  readonly lost: number
  /** The smallest input that was found for what does not hold, with how to repeat it; empty where nothing was lost. */
  readonly report: string
}

/** Runs a target. The same seed and number give the same cases again. */
export async function attack<T>(target: FuzzTarget<T>, seed: number, cases: number): Promise<Outcome> {
  const property = fc.asyncProperty(target.input, async (input) => target.check(input))
  const details = await fc.check(property, { seed, numRuns: cases })
  if (!details.failed) return { tried: details.numRuns, lost: 0, report: '' }
  const { counterexample, counterexamplePath, errorInstance } = details
  const stack = errorInstance instanceof Error ? errorInstance.stack : String(errorInstance)
  const report = `seed ${seed}, path ${counterexamplePath}, counterexample ${shown(counterexample)}\n${stack}`
  return { tried: details.numRuns, lost: 1, report }
}

/** Bytes as text: who reads the report sees the file. */
function shown(value: unknown): string {
  const text = JSON.stringify(value, (_, each) =>
    each?.type === 'Buffer' && Array.isArray(each.data) ? Buffer.from(each.data).toString('latin1') : each,
  )
  return text.length > 5_000 ? `${text.slice(0, 5_000)}…` : text
}

/** Characters that hide, reorder or end text, in the notation of regular expressions with the flag "v". */
const UNSEEN = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]`
const UNSEEN_IN_TEXT = new RegExp(String.raw`[${UNSEEN}--[\t\n]]`, 'v')

/** No reader sees another text than there is: Trojan Source. */
export function assertVisible(text: string, place: string): void {
  const found = UNSEEN_IN_TEXT.exec(text)
  assert.equal(found && `U+${found[0].codePointAt(0)!.toString(16)}`, null, `invisible character in ${place}`)
}

/** More problems than these help nobody. */
const MOST_PROBLEMS = 1000

/** The error is the action's own way to say what a person has to correct, of bounded length, with texts only. */
export function assertProblems(
  error: unknown,
  where: RegExp,
  longest: number,
): asserts error is ProblemsError {
  if (!(error instanceof ProblemsError)) throw error
  assert.ok(error.problems.length > 0 && error.problems.length <= MOST_PROBLEMS)
  for (const problem of error.problems) {
    for (const text of [problem.where, problem.what, problem.cure]) assert.equal(typeof text, 'string')
    assert.match(problem.where, where)
  }
  assert.ok(error.message.length <= longest, `the problems are ${error.message.length} characters long`)
}
