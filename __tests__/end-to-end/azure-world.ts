import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import tls from 'node:tls'
import { afterAll, beforeAll, expect } from 'vitest'
import { type Azure, startAzure } from '../stand-ins/azure.ts'
import type { Application, Registration } from '../stand-ins/graph/index.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { leaksOf, secretsOf } from './leaks.ts'
import type { ActionResult, ActionRun } from './run-action.ts'
import type { HereResult, RunHere } from './run-here.ts'
import { CLIENT, type Scenario, useGitHub } from './world.ts'

export const MOBILE = 'com.ibm.ibmscp://com.ibm.mobile.connections/token'
/** The application that calls Graph. */
export const CALLER = '0f3c1a52-77b1-4c7e-9b60-2d5a3f4e8c11'
export const SECRET = 'Zt8~Q.client-secret-of-the-caller_4x'

type ClientApplication = ReturnType<Azure['entra']['addApplication']>

export interface AzureScenario {
  readonly github: Scenario
  readonly azure: Azure
  /** The application that signs in. */
  readonly caller: ClientApplication
  readonly callerId: string
  /** The app registration of Connections. */
  readonly registration: Registration
  readonly clientId: string
  /** Environment of a job with "id-token: write". */
  readonly oidc: Readonly<Record<string, string>>
  run(inputs?: Readonly<Record<string, string>>, more?: Omit<ActionRun, 'inputs'>): Promise<ActionResult>
  /** The same with the sources in this process. */
  runHere(inputs?: Readonly<Record<string, string>>, more?: Pick<RunHere, 'environment'>): Promise<HereResult>
}

export interface AzureOptions {
  readonly application?: Application
  readonly roles?: readonly string[]
  readonly owns?: boolean
}

/** GitHub and Azure for a test file. Every run is looked through for secrets, with the runner's debug log on. */
export function useAzureAndGitHub() {
  const { scenario: githubScenario, github } = useGitHub()
  const folder = temporaryFolder('authority-')
  const authorityFile = join(folder, 'authority.pem')
  const leaks: string[] = []
  let azure: Azure
  let count = 0
  beforeAll(async () => {
    azure = await startAzure()
    writeFileSync(authorityFile, azure.authority.certificate)
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), azure.authority.certificate])
  })
  afterAll(async () => {
    await azure.stop()
    rmSync(folder, { recursive: true })
    expect(azure.violations()).toEqual([])
    expect(leaks).toEqual([])
  })

  /** Each has its own repository, app registration and caller, so scenarios can run at the same time. */
  const scenario = async ({
    application = {},
    roles = ['Application.ReadWrite.OwnedBy'],
    owns = true,
  }: AzureOptions = {}): Promise<AzureScenario> => {
    const number = String(++count).padStart(12, '0')
    const callerId = CALLER.replace(/.{12}$/, number)
    const clientId = CLIENT.replace(/.{12}$/, number)
    const story = await githubScenario()
    const caller = azure.entra.addApplication({
      tenant: azure.tenant.id,
      clientId: callerId,
      secrets: [{ value: SECRET, expires: new Date(Date.now() + 86_400_000) }],
      federatedCredentials: azure.federatedCredentials,
      roles,
    })
    const registration = azure.graph.addApplication(
      {
        appId: clientId,
        displayName: 'HCL Connections',
        identifierUris: [`api://${clientId}`],
        publicClient: { redirectUris: ['http://localhost'] },
        isFallbackPublicClient: null,
        ...application,
      },
      { owners: owns ? [callerId] : [] },
    )
    const inputsOf = (inputs: Readonly<Record<string, string>>) => ({
      'tenant-id': azure.tenant.id,
      'client-id': clientId,
      'azure-reconcile': 'apply',
      'azure-client-id': callerId,
      'azure-authority-host': azure.entra.url,
      'graph-url': azure.graph.url,
      ...inputs,
    })
    const given = { NODE_EXTRA_CA_CERTS: authorityFile, RUNNER_DEBUG: '1' }
    const run: AzureScenario['run'] = async (inputs = {}, more = {}) => {
      const environment = { ...given, ...more.environment }
      const result = await story.run(inputsOf(inputs), { ...more, environment })
      leaks.push(...(await leaksOf(result, story.repository, secretsOf(inputs, azure))))
      return result
    }
    const runHere: AzureScenario['runHere'] = async (inputs = {}, more = {}) => {
      const environment = { ...given, ...more.environment }
      const result = await story.runHere(inputsOf(inputs), { environment })
      leaks.push(...(await leaksOf(result, story.repository, secretsOf(inputs, azure))))
      return result
    }
    return {
      github: story,
      azure,
      caller,
      callerId,
      registration,
      clientId,
      oidc: azure.oidc.environment,
      run,
      runHere,
    }
  }
  return { scenario, azure: () => azure, github, authorityFile }
}

/** What the step failed with, as the runner shows it. */
export function failureOf({ log }: Pick<ActionResult, 'log'>): string {
  const command = [...log.matchAll(/^::error::(.*)$/gm)].at(-1)?.[1] ?? log
  return command.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
}
