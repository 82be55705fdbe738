import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runAction } from '../../__tests__/end-to-end/run-action.ts'
import { createAuthority } from '../../__tests__/stand-ins/certificates/index.ts'
import { startGitHub } from '../../__tests__/stand-ins/github/index.ts'
import { VALUES } from './process.ts'

const REPOSITORY = 'acme/config'
const CONFIG = readFileSync(join(import.meta.dirname, '../../__tests__/fixtures/mobile-config.xml'))

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

function stop(server: Server): void {
  server.close()
  server.closeAllConnections()
}

/** Takes requests and never answers, so that a process goes no further. */
export async function silentServer() {
  let arrive: () => void = () => undefined
  const server = createServer(() => arrive())
  return {
    url: `http://127.0.0.1:${await portOf(server)}`,
    arrived: () =>
      new Promise<void>((resolve) => {
        arrive = resolve
      }),
    stop: async () => stop(server),
  }
}

/** Answers a check over TLS at once, as GitHub's stand-in has answered it, which itself takes longer than the check. */
export async function checkedServer() {
  const answer = await answerToCheck()
  const authority = await createAuthority()
  const { key, chain } = await authority.issue({ hosts: ['127.0.0.1'] })
  const server = createTlsServer({ key, cert: chain.join('') }, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(answer)
  })
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const trusted = join(folder, 'authority.pem')
  writeFileSync(trusted, authority.certificate)
  return {
    variables: {
      ...VALUES,
      INPUT_MODE: 'check',
      GITHUB_REPOSITORY: REPOSITORY,
      GITHUB_API_URL: `https://127.0.0.1:${await portOf(server)}`,
      NODE_EXTRA_CA_CERTS: trusted,
      // Entra is not asked.
      https_proxy: 'http://127.0.0.1:9',
    },
    async stop() {
      stop(server)
      rmSync(folder, { recursive: true })
    },
  }
}

async function answerToCheck(): Promise<string> {
  const github = await startGitHub()
  try {
    await github.createRepository(REPOSITORY, { files: { 'mobile-config.xml': CONFIG } })
    const token = github.createJobToken(REPOSITORY)
    const values = { 'tenant-id': VALUES['INPUT_TENANT-ID'], 'client-id': VALUES['INPUT_CLIENT-ID'] }
    await runAction({
      inputs: { ...values, mode: 'check', token },
      environment: github.variablesOf(REPOSITORY),
    })
    const [request] = github.requests
    const answer = await fetch(`${github.apiUrl}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'user-agent': 'bench' },
      body: JSON.stringify(request!.body),
    })
    return await answer.text()
  } finally {
    await github.stop()
  }
}
