import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'
import { bytesOfDist, TELL_LOADED } from './preload.ts'
import { runAction, withoutScript } from './run-action.ts'
import { CLIENT, CONFIG, TENANT, VALUES } from './world.ts'

/** No server is there: any request would fail the run. */
const OFFLINE = {
  GITHUB_API_URL: 'http://127.0.0.1:9',
  https_proxy: 'http://127.0.0.1:9',
  http_proxy: 'http://127.0.0.1:9',
}

function render(
  inputs: Record<string, string>,
  files: Record<string, string | Uint8Array> = { 'mobile-config.xml': CONFIG },
) {
  return runAction({ inputs: { mode: 'render', ...inputs }, files, environment: OFFLINE })
}

describe.concurrent('mode render', () => {
  test('writes the file in the workspace without token and network', async ({ expect }) => {
    const { exitCode, outputs, summary, read } = await render(VALUES)
    expect(exitCode).toBe(0)
    expect(outputs).toMatchObject({
      changed: 'true',
      'pull-request-operation': 'none',
      'pull-request-url': '',
      branch: '',
    })
    expect((await read('mobile-config.xml')).toString()).toContain(
      `<OAuthClientId>${CLIENT}</OAuthClientId>\r\n`,
    )
    expect(withoutScript(summary)).toMatchSnapshot()
  })

  test('reads more of dist for a file that lacks elements than for one whose values are set', async ({
    expect,
  }) => {
    const bytesFor = async (content: string) => {
      const { exitCode, log } = await runAction({
        inputs: { mode: 'render', ...VALUES },
        files: { 'mobile-config.xml': content },
        environment: OFFLINE,
        nodeArguments: TELL_LOADED,
      })
      expect(exitCode).toBe(0)
      return bytesOfDist(log)
    }
    const whole = CONFIG.toString()
    const values = await bytesFor(whole)
    expect(values).toBeGreaterThan(0)
    expect(values).toBeLessThan(await bytesFor(whole.replace(/<OAuthClientId>.*<\/OAuthClientId>/, '')))
  })

  test("of the vendor's own table stops at its misspelt token endpoint, and writes nothing", async ({
    expect,
  }) => {
    const table = readFileSync(join(import.meta.dirname, '../fixtures/table-1-as-printed.tsv'), 'utf8')
      .replaceAll('{tenant}', TENANT)
      .replaceAll('{client_id}', CLIENT)
      .replaceAll('{client_secret}', 'abC8Q~x1.Y-z_9KdLmN')
    const { exitCode, log, read } = await render({ 'provider-properties': table })
    expect(exitCode).toBe(1)
    expect(log).toContain(`Did you mean "https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token"?`)
    expect(log.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain('abC8Q')
    expect(await read('mobile-config.xml')).toEqual(CONFIG)
  })

  test('hides no word of what is reported for a line that only speaks of a secret', async ({ expect }) => {
    const { exitCode, log, outputs } = await render(
      {
        ...VALUES,
        'config-path': 'production/mobile-config.xml',
        'provider-properties': 'clientSecret: see the password safe of the production environment',
      },
      { 'production/mobile-config.xml': CONFIG },
    )
    expect(exitCode).toBe(0)
    expect(log).not.toContain('::add-mask::production')
    expect(outputs['config-path'] ?? outputs['report']).toContain('production/mobile-config.xml')
  })

  test('changes nothing a second time', async ({ expect }) => {
    const workspace = temporaryFolder('render-')
    writeFileSync(join(workspace, 'mobile-config.xml'), CONFIG)
    const once = { inputs: { mode: 'render', ...VALUES }, workspace, environment: OFFLINE }
    await runAction(once)
    const first = readFileSync(join(workspace, 'mobile-config.xml'))
    const { outputs } = await runAction(once)
    expect(outputs['changed']).toBe('false')
    expect(readFileSync(join(workspace, 'mobile-config.xml'))).toEqual(first)
    expect(readdirSync(workspace)).toEqual(['mobile-config.xml'])
  })

  test('makes a missing file from the skeleton or the template', async ({ expect }) => {
    const skeleton = await render({ ...VALUES, 'config-path': 'new/mobile-config.xml' }, {})
    expect((await skeleton.read('new/mobile-config.xml')).toString()).toContain('Only the security section')
    const template = await render({ ...VALUES, template: 'start.xml' }, { 'start.xml': CONFIG })
    expect((await template.read('mobile-config.xml')).toString()).toContain('<Push enabled="true">')
  })

  test.each([
    ['config-path', { 'config-path': 'up/mc.xml' }, 'mc.xml'],
    ['wsadmin-script', { 'wsadmin-script': 'file:up/apply.py' }, 'apply.py'],
  ])('writes nothing over a link to the folder above, for %s', async (input, inputs, name) => {
    const above = temporaryFolder('render-')
    const workspace = join(above, 'workspace')
    mkdirSync(workspace)
    symlinkSync('..', join(workspace, 'up'))
    writeFileSync(join(workspace, 'mobile-config.xml'), CONFIG)
    const { exitCode, log } = await runAction({
      inputs: { mode: 'render', ...VALUES, ...inputs },
      workspace,
      environment: OFFLINE,
    })
    assert.equal(exitCode, 1)
    assert.ok(log.includes(`::error::input ${input}: "up/${name}" leads out of the workspace.`), log)
    assert.deepEqual(readdirSync(above), ['workspace'])
    assert.deepEqual(readFileSync(join(workspace, 'mobile-config.xml')), CONFIG)
  })

  test.each([
    ['name=value', (name: string, value: string) => `${name}=${value}`],
    ['name: value', (name: string, value: string) => `${name}: ${value}`],
    ['names and values in quotes', (name: string, value: string) => `"${name}" = "${value}"`],
    ['columns of blanks', (name: string, value: string) => `${name}   ${value}`],
    [
      'custom properties of wsadmin',
      (name: string, value: string) => `-customProperties ["${name}=${value}"]`,
    ],
    ['a table with tabs', (name: string, value: string) => `${name}\t${value}\tcustom`],
    ['a table with bars', (name: string, value: string) => `| ${name.replace('_', '\\_')} | ${value} |`],
    [
      'the lists of wsadmin',
      (name: string, value: string) =>
        `[[name ${name}] [required false] [value ${value.includes(' ') ? `"${value}"` : value}]]`,
    ],
  ])(
    'takes the wanted values from provider properties as %s, and the secret goes nowhere',
    async (_, format) => {
      const secret = 'Xy7~s3cr3t.value'
      const properties = [
        ['provider_1.clientId', CLIENT],
        ['provider_1.clientSecret', secret],
        [
          'provider_1.authorizeEndpointUrl',
          `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/authorize`,
        ],
        ['provider_1.tokenEndpointUrl', `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`],
        ['provider_1.scope', `openid profile email api://${CLIENT}/default`],
      ] as const
      const text = properties.map(([name, value]) => format(name, value)).join('\n')
      const { log, outputs, summary, read } = await render({ 'provider-properties': text })
      const file = (await read('mobile-config.xml')).toString()
      assert.equal(outputs['changed'], 'true')
      assert.ok(
        file.includes(
          `<OAuthScopes>openid profile email api://${CLIENT}/default offline_access</OAuthScopes>`,
        ),
      )
      assert.ok(log.startsWith(`::add-mask::${secret}\n`))
      const everything = [
        log.replace(`::add-mask::${secret}`, ''),
        summary,
        file,
        ...Object.values(outputs),
      ].join('\n')
      assert.ok(!everything.includes(secret))
    },
  )

  test('reads provider properties from a file in UTF-16, as PowerShell writes it', async ({ expect }) => {
    const properties = `provider_1.clientId=${CLIENT}\r\nprovider_1.clientSecret=Xy7~s3cr3t.value\r\n`
    const { log, read } = await render(
      { 'tenant-id': TENANT, 'provider-properties-file': 'provider.txt' },
      { 'mobile-config.xml': CONFIG, 'provider.txt': Buffer.from(`\uFEFF${properties}`, 'utf16le') },
    )
    expect(log.startsWith('::add-mask::Xy7~s3cr3t.value\n')).toBe(true)
    expect((await read('mobile-config.xml')).toString()).toContain(`<OAuthClientId>${CLIENT}</OAuthClientId>`)
  })

  test('refuses a password in an address, and shows it nowhere', async ({ expect }) => {
    const { exitCode, log, summary, outputs } = await render({
      ...VALUES,
      'authorize-endpoint-url': `https://user:pa55word@login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize`,
      'token-endpoint-url': `http://user:pa55 word@login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`,
    })
    expect(exitCode).toBe(1)
    expect(log.match(/The URL holds a user name or password\./g)).toHaveLength(2)
    expect([log, summary, ...Object.values(outputs)].join('\n')).not.toContain('pa55')
  })

  test('reports all problems of one run together, and writes nothing', async ({ expect }) => {
    const { exitCode, log, outputs, read } = await render({
      'tenant-id': 'consumers',
      'client-id': `{${CLIENT}}`,
      'token-endpoint-url': `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/authorize`,
      settings: 'config/Push = 1',
      draft: 'maybe',
    })
    expect(exitCode).toBe(1)
    expect(outputs['changed']).toBe('false')
    expect(log.split('\n').filter((line) => line.startsWith('::error'))).toMatchSnapshot()
    expect(await read('mobile-config.xml')).toEqual(CONFIG)
  })

  test('escapes characters of values that are special in XML', async ({ expect }) => {
    const { read } = await render({
      ...VALUES,
      'authorization-parameters': 'kc_idp_hint={MT_ORGNAME}&a=%3C',
      settings: 'Logging/LogMail = <a&b>"\'@example.com',
    })
    const file = (await read('mobile-config.xml')).toString()
    expect(file).toContain(
      '<OAuthAuthorizationURL_Parameters>kc_idp_hint={MT_ORGNAME}&amp;a=%3C</OAuthAuthorizationURL_Parameters>',
    )
    expect(file).toContain('<LogMail>&lt;a&amp;b&gt;"\'@example.com</LogMail>')
  })
})
