import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { main } from '../../src/main.ts'
import { Deadline } from '../../src/network/index.ts'
import { type RecordingCore, recordingCore } from '../report/recording-core.ts'
import {
  type Fault,
  type GitHubStandIn,
  type RepositoryStandIn,
  startGitHub,
} from '../stand-ins/github/index.ts'
import { fetchOnLoopback, NO_PAUSES } from './no-pauses.ts'
import { isCalled, isReading, nameOfRequest } from './request-names.ts'
import { type ActionResult, type ActionRun, runAction } from './run-action.ts'
import { type HereResult, type RunHere, runHere } from './run-here.ts'

export const TENANT = 'b6c7fc02-7489-4729-a3c2-1af11e623345'
export const CLIENT = 'b850bc0a-0893-4cd7-8e22-9738a43c585d'

/** Enough inputs for all wanted values. */
export const VALUES = { 'tenant-id': TENANT, 'client-id': CLIENT } as const

/** A mobile-config.xml as people have it: comments, tabs, CRLF. */
export const CONFIG = readFileSync(join(import.meta.dirname, '../fixtures/mobile-config.xml'))

export interface Scenario {
  readonly name: string
  readonly repository: RepositoryStandIn
  readonly token: string
  /** Runs the action against the scenario's repository. */
  run(inputs?: Readonly<Record<string, string>>, more?: Omit<ActionRun, 'inputs'>): Promise<ActionResult>
  /** The same with the sources in this process. */
  runHere(inputs?: Readonly<Record<string, string>>, more?: Pick<RunHere, 'environment'>): Promise<HereResult>
  /** Its sources as what the runner gets from them, where coverage sees them; dist is what the other runs run. */
  runSources(
    inputs?: Readonly<Record<string, string>>,
    wait?: (seconds: number, before: string) => void,
  ): Promise<RecordingCore>
  /** The requests of the last run as "GET /repos/{owner}/{repo}/pulls" and "POST /graphql repository". */
  requests(): string[]
  /** Those of them that write. */
  writes(): string[]
}

export interface ScenarioOptions {
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  readonly defaultBranch?: string
  readonly permissions?: Parameters<GitHubStandIn['createToken']>[0]['permissions'][string]
  readonly login?: string
  readonly archived?: boolean
  readonly empty?: boolean
}

/** One GitHub stand-in for a test file; each scenario has its own repository, so scenarios can run at the same time. */
export function useGitHub(options: Parameters<typeof startGitHub>[0] = {}) {
  let github: GitHubStandIn | undefined
  let count = 0
  beforeAll(async () => {
    github = await startGitHub(options)
  })
  afterAll(async () => {
    const violations = github?.violations ?? []
    await github?.stop()
    expect(violations).toEqual([])
  })

  const scenario = async ({
    files = { 'mobile-config.xml': CONFIG },
    defaultBranch = 'main',
    permissions = { contents: 'write', pull_requests: 'write', issues: 'write', metadata: 'read' },
    login = 'github-actions[bot]',
    archived = false,
    empty = false,
  }: ScenarioOptions = {}): Promise<Scenario> => {
    const name = `acme/config-${++count}`
    const repository = await github!.createRepository(name, {
      files: { ...files },
      defaultBranch,
      private: true,
      archived,
      empty,
    })
    const token = github!.createToken({
      login,
      kind: login.endsWith('[bot]') ? 'installation' : 'user',
      permissions: { [name]: permissions },
    })
    let from = 0
    const environment = github!.variablesOf(name)
    const own = () => github!.requests.filter((request) => request.repository === name)
    return {
      name,
      repository,
      token,
      async run(inputs = {}, more = {}) {
        from = own().length
        return runAction({
          ...more,
          inputs: { token, ...VALUES, ...inputs },
          environment: { ...environment, ...more.environment },
        })
      },
      async runHere(inputs = {}, more = {}) {
        from = own().length
        return runHere({
          inputs: { token, ...VALUES, ...inputs },
          environment: { ...environment, ...more.environment },
        })
      },
      async runSources(inputs = {}, wait: (seconds: number, before: string) => void = () => undefined) {
        from = own().length
        const core = recordingCore({ token, ...VALUES, ...inputs })
        const summary = { GITHUB_STEP_SUMMARY: 'summary' }
        await main({
          core,
          environment: { ...environment, ...summary },
          currentFolder: import.meta.dirname,
          fetch: fetchOnLoopback,
          deadline: new Deadline(600),
          publicRoots: [],
          wait: async (seconds, before) => wait(seconds, before),
          pace: NO_PAUSES,
        })
        return core
      },
      requests: () => own().slice(from).map(nameOfRequest),
      writes: () =>
        own()
          .slice(from)
          .map(nameOfRequest)
          .filter((name) => !isReading(name)),
    }
  }

  /** Does something right before a scenario's n-th such request, and may answer it with a fault. */
  const disturb = (
    { name }: Scenario,
    request: string,
    action: () => Promise<unknown> | Fault,
    number: number | 'every' = 1,
  ): void => {
    let count = 0
    github!.before(async (each) => {
      if (each.repository !== name || !isCalled(each, request)) return undefined
      count++
      if (number !== 'every' && count !== number) return undefined
      const fault = action()
      if (!(fault instanceof Promise)) return fault
      await fault
      return undefined
    })
  }
  return { scenario, github: () => github!, disturb }
}
