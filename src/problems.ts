/**
 * Something that stops a run before anything is written. All problems of one run are collected and reported together.
 * The texts are plain text without secrets: whoever shows them escapes them for where they go.
 */
export interface Problem {
  /** Where it is: "input token-endpoint-url", "provider-properties line 4", "mobile-config.xml:12:7". */
  readonly where: string
  /** What is wrong, as a sentence that ends with a full stop. */
  readonly what: string
  /** What the reader has to do, as a sentence that ends with a full stop. */
  readonly cure: string
}

/** What is wrong with a value and what to do, as sentences that end with a full stop. */
export type Fault = readonly [what: string, cure: string]

export function problemOf(where: string, [what, cure]: Fault): Problem {
  return { where, what, cure }
}

export function inputProblem(input: string, what: string, cure: string): Problem {
  return problemOf(`input ${input}`, [what, cure])
}

/** The inputs, the values or the file do not allow the run to go on. Holds every problem that was found. */
export class ProblemsError extends Error {
  override readonly name = 'ProblemsError'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map(problemText).join('\n'))
    this.problems = problems
  }
}

/** A problem as one line of text. */
export function problemText({ where, what, cure }: Problem): string {
  return `${where}: ${what} ${cure}`
}

/** Throws one {@link ProblemsError} with all the problems, or returns when there are none. */
export function throwIfAny(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new ProblemsError(problems)
}

/** What was thrown, in words. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
