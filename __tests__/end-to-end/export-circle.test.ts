import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, describe, test } from 'vitest'
import {
  type Cell,
  createProfile,
  hasJython,
  savedExportScript,
  savedScript,
  stopWsadmin,
} from '../stand-ins/wsadmin/cell.ts'
import { runAction } from './run-action.ts'
import { CLIENT, CONFIG, TENANT, useGitHub } from './world.ts'

const { scenario } = useGitHub()
afterAll(stopWsadmin)

const SECRET = 'Zt8~Q.client-secret_4x'
/** The vendor's table with its slips corrected, as somebody has typed it into the console. */
const TABLE = readFileSync(join(import.meta.dirname, '../fixtures/table-1-corrected.tsv'), 'utf8')
  .replaceAll('{tenant}', TENANT)
  .replaceAll('{client_id}', CLIENT)
  .replaceAll('{client_secret}', SECRET)
  .split('\n')
  .map((line) => line.split('\t'))
  .flatMap(([name = '', value = '']) =>
    name.includes('.') || name === 'jndiCacheName' ? [[name, value] as const] : [],
  )
const interceptor = (scope?: string) => ({
  className: 'com.ibm.ws.security.oidc.client.RelyingParty',
  properties: TABLE.map(
    ([name, value]) => [name, scope && name === 'provider_1.scope' ? scope : value] as const,
  ),
})
const CELL: Cell = {
  name: 'cell',
  nodes: [{ name: 'node1', agent: 'up', servers: [{ name: 'server1', mobile: 'running' }] }],
  interceptors: [interceptor()],
}

describe.skipIf(!hasJython)('the whole circle', () => {
  test('leads out of the server, over the action, back into the server, and a check of both finds no drift', async ({
    expect,
  }) => {
    const profile = createProfile(CELL, CONFIG.toString())
    const folder = join(dirname(profile.bin), 'repository')
    const read = (name: string) => readFileSync(join(folder, name))
    const script = savedExportScript(profile)
    const exportTo = (...options: string[]) => profile.wsadmin(script, folder, ...options)
    const check = async () => {
      const files = { 'mobile-config.xml': read('mobile-config.xml') }
      const story = await scenario({ files })
      const properties = { 'provider.properties': read('provider.properties') }
      const inputs = { mode: 'check', 'provider-properties-file': 'provider.properties' }
      return story.run({ ...inputs, 'tenant-id': '', 'client-id': '' }, { files: properties })
    }

    expect(await exportTo()).toMatchObject({ code: 0 })
    expect(read('mobile-config.xml')).toEqual(CONFIG)
    expect((await check()).outputs['drift']).toBe('true')

    const rendering = { mode: 'render', 'provider-properties-file': 'provider.properties' }
    const rendered = await runAction({ inputs: rendering, workspace: folder })
    expect(rendered.outputs).toMatchObject({ changed: 'true' })
    expect(await profile.wsadmin(savedScript(profile), join(folder, 'mobile-config.xml'))).toMatchObject({
      code: 0,
    })
    expect(await exportTo('--compare')).toMatchObject({ code: 0 })
    const fine = await check()
    expect(fine).toMatchObject({ exitCode: 0, outputs: { drift: 'false' } })
    expect(fine.summary).toContain('| OIDC provider | ✅ yes | as wanted |')
    const told = rendered.log + rendered.summary + fine.log + fine.summary + read('provider.properties')
    expect(told).not.toContain(SECRET)

    writeFileSync(
      join(profile.bin, '../config/cells/cell/LotusConnections-config/mobile-config.xml'),
      `${read('mobile-config.xml')}<!-- edited in a hurry -->`,
    )
    writeFileSync(profile.state, JSON.stringify({ ...CELL, interceptors: [interceptor('openid')] }))
    const edited = await exportTo('--compare')
    expect(edited).toMatchObject({ code: 1 })
    expect(edited.log).toMatch(/^3\. mobile-config\.xml differs, from line \d+ on$/m)
    expect(edited.log).toContain('3. provider.properties: provider_1.scope has another value')

    expect(await exportTo('--overwrite')).toMatchObject({ code: 0 })
    const drifted = await check()
    expect(drifted).toMatchObject({ exitCode: 1, outputs: { drift: 'true' } })
    expect(drifted.log).toContain('SecuritySettings/OAuthScopes')
  })
})
