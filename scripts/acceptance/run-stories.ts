import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ActionResult, runAction } from '../../__tests__/end-to-end/run-action.ts'
import { createAuthority } from '../../__tests__/stand-ins/certificates/index.ts'
import { temporaryFolder } from '../../__tests__/temporary-folder.ts'
import type { Exchange } from './exchange.ts'
import type { Ledger } from './ledger.ts'
import { patienceFor } from './patience.ts'
import { startRecordingProxy } from './recording-proxy.ts'
import { ScratchRepository } from './scratch-repository.ts'
import { PATH, STORIES } from './stories.ts'
import { TestRegistration } from './test-registration.ts'
import { secretsOf, servicesOf, type World } from './world.ts'

export interface Played {
  readonly exchanges: readonly Exchange[]
  /** "story: what went wrong", and what was left behind; without secrets. */
  readonly failures: readonly string[]
}

export interface PlayOptions {
  /** Names of {@link STORIES}; without any, only what the ledger holds is undone. */
  readonly stories: readonly string[]
  readonly ledger: Ledger
  readonly signal: AbortSignal
  readonly progress: (line: string) => void
}

type Inputs = Readonly<Record<string, string>>

/** Runs the stories one after the other, and cleans up whatever happens. */
export async function play(
  world: World,
  { stories, ledger, signal, progress }: PlayOptions,
): Promise<Played> {
  const { github, azure } = world
  const patience = patienceFor(github.isReal || azure.isReal, signal)
  const scratch = new ScratchRepository(github, patience, ledger)
  const registration = new TestRegistration(azure, ledger)
  const { exchanges, run, rendered } = await actionIn(world, signal)
  const failures: string[] = []
  try {
    await scratch.assertScratch()
    for (const story of stories) {
      const failure = await STORIES[story]!({
        ...patience,
        scratch,
        registration,
        run: (inputs) => run(story, inputs),
        rendered,
      }).then(
        () => undefined,
        (error: Error) => error.message,
      )
      if (signal.aborted) break
      progress(failure === undefined ? `  ok      ${story}` : `  FAILED  ${story}`)
      if (failure !== undefined) failures.push(`${story}: ${failure}`)
    }
    if (signal.aborted) failures.push('The run was cancelled.')
  } catch (error) {
    failures.push((error as Error).message)
  }
  failures.push(...(await scratch.cleanUp()), ...(await registration.putBack()))
  failures.push(...[...github.violations(), ...azure.violations()].map((each) => `a stand-in says: ${each}`))
  return { exchanges, failures: failures.map((failure) => redacted(failure, secretsOf(world))) }
}

/** The action as the runner runs it, which reaches the world's services and nothing else, and whose exchanges are kept. */
async function actionIn(world: World, signal: AbortSignal) {
  const { github, azure } = world
  const services = servicesOf(world)
  const authority = await createAuthority({ name: 'Acceptance recording' })
  const { key, chain } = await authority.issue({ hosts: services.map(({ host }) => host) })
  const authorityFile = join(temporaryFolder('acceptance-'), 'authority.pem')
  writeFileSync(authorityFile, authority.certificate)
  const exchanges: Exchange[] = []
  const values = { 'tenant-id': azure.tenantId, 'client-id': azure.clientId }
  const { credential } = azure
  const signIn = {
    'azure-client-id': azure.callerId,
    ...(credential.kind === 'secret' ? { 'azure-client-secret': credential.secret } : {}),
  }
  const job =
    credential.kind === 'federated'
      ? {
          ACTIONS_ID_TOKEN_REQUEST_URL: credential.requestUrl,
          ACTIONS_ID_TOKEN_REQUEST_TOKEN: credential.requestToken,
        }
      : {}

  async function run(story: string, inputs: Inputs): Promise<ActionResult> {
    signal.throwIfAborted()
    const tls = { key, cert: chain.join('') }
    const proxy = await startRecordingProxy({ story, services, tls })
    try {
      const result = await runAction({
        inputs: { token: github.token, ...values, ...('azure-reconcile' in inputs ? signIn : {}), ...inputs },
        environment: {
          GITHUB_API_URL: github.apiUrl,
          GITHUB_SERVER_URL: github.serverUrl,
          GITHUB_REPOSITORY: github.repository,
          NODE_EXTRA_CA_CERTS: authorityFile,
          https_proxy: proxy.url,
          ...job,
        },
        isSlow: github.isReal || azure.isReal,
        started: (child) => signal.addEventListener('abort', () => child.kill('SIGINT'), { once: true }),
      })
      exchanges.push(...proxy.exchanges)
      assertGood(result, proxy.troubles, secretsOf(world))
      return result
    } finally {
      await proxy.stop()
    }
  }

  async function rendered(content: Buffer, inputs: Inputs = {}): Promise<Buffer> {
    const files = { [PATH]: content }
    const result = await runAction({ inputs: { ...values, ...inputs, mode: 'render' }, files })
    assertGood(result, [], [])
    return result.read(PATH)
  }
  return { exchanges, run, rendered }
}

/** @throws Error when the action has failed, went elsewhere, or told a secret */
function assertGood(result: ActionResult, troubles: readonly string[], secrets: readonly string[]): void {
  const { exitCode, log, outputs, summary } = result
  // The runner obeys these lines and shows none of them.
  const masked = [...log.matchAll(/^::add-mask::(.+)$/gm)].map(([, value]) => value!.trim())
  const shown = log.replaceAll(/^::add-mask::.*\n?/gm, '')
  const told = [shown, JSON.stringify(outputs), summary].join('\n')
  if (secrets.some((secret) => told.includes(secret))) throw new Error('The action has told a secret.')
  if (exitCode === 0 && troubles.length === 0) return
  // The runner would obey a line that starts with "::".
  const lines = shown
    .trim()
    .split('\n')
    .slice(-20)
    .map((line) => `  | ${line}`)
  const text = [...troubles, `The action ended with ${exitCode}:`, ...lines].join('\n')
  throw new Error(redacted(text, masked))
}

function redacted(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length > 3)
    .reduce((left, secret) => left.replaceAll(secret, '***'), text)
}
