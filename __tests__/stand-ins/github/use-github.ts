import { afterAll, beforeAll, expect } from 'vitest'
import { type GitHubStandIn, type RepositoryStandIn, startGitHub } from './index.ts'
import type { RepositoryOptions } from './repository.ts'

export interface GraphqlAnswer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it
  readonly data: any
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it
  readonly errors: readonly any[] | undefined
}

export interface World {
  readonly github: GitHubStandIn
  readonly repository: RepositoryStandIn
  readonly name: string
  readonly token: string
  /** With the job's token, or another one. */
  ask(query: string, variables?: object, token?: string): Promise<GraphqlAnswer>
  /** Expects no errors. @returns the data */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it
  data(query: string, variables?: object): Promise<any>
  rest(method: string, path: string, body?: object): Promise<Response>
}

/** One GitHub for a test file, where nothing may be asked that GitHub has not. */
export function useGitHub(): (options?: RepositoryOptions) => Promise<World> {
  let github: GitHubStandIn | undefined
  let count = 0
  beforeAll(async () => {
    github = await startGitHub()
  })
  afterAll(async () => {
    await github?.stop()
    expect(github?.violations).toEqual([])
  })
  return async (options = {}) => {
    const name = `acme/config-${++count}`
    const repository = await github!.createRepository(name, { private: true, ...options })
    const token = github!.createJobToken(name)
    const headers = (as: string) => ({ authorization: `Bearer ${as}`, 'user-agent': 'test' })
    const post = async (query: string, variables: object, as: string): Promise<GraphqlAnswer> => {
      const body = JSON.stringify({ query, variables })
      const response = await fetch(`${github!.apiUrl}/graphql`, {
        method: 'POST',
        headers: headers(as),
        body,
      })
      const { status, headers: answered } = response
      const { data, errors } = (await response.json()) as { data: unknown; errors: unknown[] | undefined }
      return { status, headers: answered, data, errors }
    }
    return {
      github: github!,
      repository,
      name,
      token,
      ask: (query, variables = {}, as = token) => post(query, variables, as),
      data: async (query, variables = {}) => {
        const { data, errors } = await post(query, variables, token)
        expect(errors).toBeUndefined()
        return data
      },
      rest: (method, path, body) =>
        fetch(`${github!.apiUrl}/repos/${repository.fullName}${path}`, {
          method,
          headers: headers(token),
          ...(body ? { body: JSON.stringify(body) } : {}),
        }),
    }
  }
}

/** An answer's refusals, each as "TYPE at path: message". */
export const refusals = ({ errors = [] }: GraphqlAnswer) =>
  errors.map(({ type, path, message }) => `${type} at ${path?.join('.')}: ${message}`)
