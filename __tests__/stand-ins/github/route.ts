import type { Needs, Token } from './access.ts'
import type { Answers } from './answers.ts'
import type { RepositoryStandIn } from './repository.ts'

export interface Call {
  readonly repository: RepositoryStandIn
  readonly token: Token
  /** Decoded path parameters. */
  readonly path: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  // biome-ignore lint/suspicious/noExplicitAny: the body has been checked against GitHub's description
  readonly body: any
  readonly answers: Answers
}

export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** One operation: who may call it and what it does. */
export interface Route {
  readonly needs: Needs
  readonly handle: (call: Call) => Promise<Answer>
}

export type Routes = Readonly<Record<string, Route>>
