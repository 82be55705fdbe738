import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { derivedBranch } from '../../src/inputs/rules.ts'
import { failureOf, MOBILE, SECRET, useAzureAndGitHub } from './azure-world.ts'
import { isReading, nameOfRequest } from './request-names.ts'
import { CLIENT, useGitHub } from './world.ts'

const BRANCH = derivedBranch('mobile-config.xml', undefined)
const { scenario, github } = useGitHub()
const READING = { permissions: { contents: 'read', pull_requests: 'read' } } as const

describe.concurrent('mode check', () => {
  test('names each setting that is not as wanted, and fails the step', async ({ expect }) => {
    const story = await scenario(READING)
    const result = await story.run({ mode: 'check' })
    expect(result.exitCode).toBe(1)
    expect(failureOf(result)).toContain('Not everything is as wanted (file)')
    expect(result.outputs).toMatchObject({
      changed: 'false',
      drift: 'true',
      'pull-request-operation': 'none',
      'pull-request-number': '',
    })
    expect(result.log.match(/^::error title=MSSO012 .*6 settings, from here on: /gm)).toHaveLength(1)
    expect(result.log).toContain(
      'mobile-config.xml:136: "SecuritySettings/OAuthClientId" is "connections-mobile" and should be',
    )
    const { findings } = JSON.parse(result.outputs['report']!)
    expect(findings[1]).toMatchObject({
      id: 'MSSO012',
      severity: 'error',
      place: 'file',
      wanted: 'OAuth',
      found: 'Form',
      line: 124,
    })
  })

  test('reports only, with fail-on-drift: false', async ({ expect }) => {
    const story = await scenario(READING)
    const { exitCode, outputs, summary } = await story.run({ mode: 'check', 'fail-on-drift': 'false' })
    expect(exitCode).toBe(0)
    expect(outputs['drift']).toBe('true')
    expect(summary).toMatchSnapshot()
  })

  test("has nothing to say about the vendor's Table 1 with its slips corrected, and a finding for what phones need and it lacks", async ({
    expect,
  }) => {
    const table = readFileSync(join(import.meta.dirname, '../fixtures/table-1-corrected.tsv'), 'utf8')
      .replaceAll('{tenant}', 'b6c7fc02-7489-4729-a3c2-1af11e623345')
      .replaceAll('{client_id}', CLIENT)
      .replaceAll('{client_secret}', SECRET)
    const values = { mode: 'check', 'tenant-id': '', 'client-id': '' }
    const story = await scenario(READING)
    const fine = await story.run({ ...values, 'provider-properties': table })
    expect(fine.summary).toContain('| OIDC provider | ✅ yes | as wanted |')
    expect(JSON.parse(fine.outputs['report']!).checked).toContain('provider')
    const lacking = table.replace(/^provider_1\.useJwtFromRequest.*$/m, '')
    const { summary, log, outputs } = await story.run({ ...values, 'provider-properties': lacking })
    expect(summary).toContain('| OIDC provider | ⚠️ look | The interceptor ignores bearer tokens |')
    expect(log).toMatch(/^::warning title=MSSO100 .*provider_1\.useJwtFromRequest is missing/m)
    expect(JSON.parse(outputs['report']!).findings[0]).toMatchObject({ id: 'MSSO100', place: 'provider' })
  })

  test('says that everything is as wanted, with one request and the permission to read', async ({
    expect,
  }) => {
    const made = await scenario()
    await made.run()
    const wanted = await made.repository.read(`${BRANCH}:mobile-config.xml`)
    const story = await scenario({ ...READING, files: { 'mobile-config.xml': wanted } })
    const { exitCode, outputs, summary, log } = await story.run({ mode: 'check' })
    expect(exitCode).toBe(0)
    expect(outputs).toMatchObject({ drift: 'false', changed: 'false' })
    expect(log).not.toContain('::error')
    expect(summary).toContain('everything is as wanted')
    expect(story.requests()).toEqual(['POST /graphql repository'])
  })

  test('names the open pull request that proposes the change, or one for other values', async ({
    expect,
  }) => {
    const story = await scenario()
    await story.run()
    const same = await story.run({ mode: 'check' })
    expect(same.log).toContain('Merge pull request #1, which proposes it')
    expect(same.outputs['pull-request-number']).toBe('1')
    const other = await story.run({ mode: 'check', scope: `openid api://${CLIENT}/default` })
    expect(other.log).toContain('Pull request #1 is open but was made for other values')
  })

  test('looks at any ref', async ({ expect }) => {
    const story = await scenario()
    await story.run()
    const commit = (await story.repository.git('rev-parse', BRANCH)).trim()
    expect((await story.run({ mode: 'check', base: commit })).outputs['drift']).toBe('false')
  })

  test('reports a file that is missing', async ({ expect }) => {
    const story = await scenario({ ...READING, files: { 'README.md': 'x' } })
    const { log, exitCode } = await story.run({ mode: 'check' })
    expect(exitCode).toBe(1)
    expect(log).toContain('mobile-config.xml: There is no such file on the default branch.')
    expect(log).not.toContain('MSSO010')
  })

  test('tries no write anywhere, whatever it finds', async ({ expect }) => {
    const story = await scenario()
    await story.run()
    await story.repository.push(BRANCH, { 'NOTES.md': 'mine' })
    const writes: string[] = []
    github().before((request) => {
      const name = nameOfRequest(request)
      if (request.repository !== story.name || isReading(name)) return undefined
      writes.push(name)
      return { status: 403, body: { message: 'nothing may be written' } }
    })
    await story.run({ mode: 'check', labels: 'x', scope: 'openid' })
    expect(writes).toEqual([])
  })

  test('fails with a cure when it can not look', async ({ expect }) => {
    const story = await scenario({ permissions: { contents: 'read' } })
    const result = await story.run({ mode: 'check' })
    expect(result.exitCode).toBe(1)
    expect(failureOf(result)).toContain('pull-requests: ')
  })
})

describe.concurrent('mode check with the app registration', () => {
  const azure = useAzureAndGitHub()

  test('checks it, also where apply is asked for, and writes nothing', async ({ expect }) => {
    const story = await azure.scenario({ roles: ['Application.Read.All'], owns: false })
    const before = story.registration.application
    const { log, outputs, summary } = await story.run({ mode: 'check', 'azure-client-secret': SECRET })
    expect(log).toMatch(/^::error title=MSSO030 /m)
    expect(log).toMatch(/^::warning title=MSSO031 /m)
    expect(outputs).toMatchObject({ drift: 'true', 'azure-changed': 'false' })
    expect(summary).toContain('| App registration HCL Connections | ❌ no |')
    expect(story.registration.application).toBe(before)
  })

  test('reports a redirect URI under another platform, which apply refuses', async ({ expect }) => {
    const story = await azure.scenario({
      application: { spa: { redirectUris: [MOBILE] }, publicClient: { redirectUris: [] } },
    })
    const { log } = await story.run({ mode: 'check', 'azure-client-secret': SECRET })
    expect(log).toMatch(/^::error title=MSSO037 .*stands under the platform "Single-page application"/m)
  })
})
