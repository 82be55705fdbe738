import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, it } from 'vitest'
import { parseProviderProperties } from '../../src/desired-state/index.ts'
import { EXPORT_SCRIPT } from '../../src/wsadmin-script/index.ts'
import {
  type Cell,
  createProfile,
  hasJython,
  type Interceptor,
  javaProperties,
  type Profile,
  savedExportScript,
  stopWsadmin,
} from '../stand-ins/wsadmin/cell.ts'

const CLASS = 'com.ibm.ws.security.oidc.client.RelyingParty'
const SECRET = 'Zt8~Q.client-secret_4x'
const XML =
  '\ufeff<?xml version="1.0"?>\r\n<config xmlns="http://www.ibm.com/mobile-config">\r\n\t<Push enabled="true"/>\n</config>'

const relyingParty = (...more: Interceptor['properties']): Interceptor => ({
  className: CLASS,
  properties: [
    ['provider_1.scope', 'openid profile email'],
    ['provider_1.clientSecret', SECRET],
    ['provider_1.clientId', 'b850bc0a-0893-4cd7-8e22-9738a43c585d'],
    ['jndiCacheName', null],
    ...more,
  ],
})
const CELL: Cell = {
  name: 'connectionsCell',
  nodes: [],
  interceptors: [
    { className: 'com.ibm.ws.security.web.TAMTrustAssociationInterceptorPlus', properties: [['a', 'b']] },
    relyingParty(),
  ],
}
const withParty = (...interceptors: readonly Interceptor[]): Cell => ({ ...CELL, interceptors })

const profiles: Profile[] = []
afterAll(() => {
  stopWsadmin()
  for (const profile of profiles) profile.remove()
})

/** A deployment manager, and a folder beside it that is not there yet. */
function manager(cell: Cell = CELL, xml = XML) {
  const profile = createProfile(cell, xml)
  profiles.push(profile)
  const script = savedExportScript(profile)
  const folder = join(profile.bin, '../exported')
  const path = (name: string) => join(folder, name)
  return {
    profile,
    folder,
    path,
    run: (...options: string[]) => profile.wsadmin(script, folder, ...options),
    runWith: (...parameters: string[]) => profile.wsadmin(script, ...parameters),
    read: (name: string) => readFileSync(path(name), 'utf8'),
    files: () => (existsSync(folder) ? readdirSync(folder).sort() : []),
    /** Puts a file there, as somebody else. */
    put(name: string, content: string) {
      mkdirSync(folder, { recursive: true })
      writeFileSync(path(name), content)
    },
    /** Edits the server's file, as somebody in the console. */
    editServer(content: string) {
      const config = join(profile.bin, '../config/cells', cell.name, 'LotusConnections-config')
      writeFileSync(join(config, 'mobile-config.xml'), content)
    },
  }
}

const lastLine = (log: string) => log.trimEnd().split('\n').at(-1)

// One after the other: a virtual machine takes a whole core, and each of them would only be slower.
describe.skipIf(!hasJython)('the wsadmin script that exports', () => {
  it('writes the file of the server byte by byte, and all properties but the secrets, sorted', async ({
    expect,
  }) => {
    const { run, read, files, profile } = manager()
    const { code, log } = await run()
    expect({ code, log }).toMatchObject({ code: 0 })
    expect(lastLine(log)).toBe('RESULT: exported')
    expect(files()).toEqual(['mobile-config.xml', 'provider.properties'])
    expect(read('mobile-config.xml')).toBe(XML)
    expect(read('provider.properties').split('\n')).toEqual([
      '# mobile-sso-config: the OpenID Connect properties of a cell, without secrets; made by export-mobile-config.py',
      '# cell: connectionsCell',
      '# left out: provider_1.clientSecret',
      expect.stringMatching(/^# SHA-256 of mobile-config\.xml: [0-9a-f]{64}$/),
      'jndiCacheName=',
      'provider_1.clientId=b850bc0a-0893-4cd7-8e22-9738a43c585d',
      'provider_1.scope=openid profile email',
      '',
    ])
    expect(log).toContain('left out as secrets: provider_1.clientSecret')
    expect(log + read('provider.properties')).not.toContain(SECRET)
    expect(profile.cell.events).toEqual(['check out'])
  })

  it('says with --compare what differs, by exit code too, and writes nothing', async ({ expect }) => {
    const { run, editServer, read, put, files } = manager()
    const missing = await run('--compare')
    expect(missing).toMatchObject({ code: 1, log: expect.stringContaining('mobile-config.xml is not there') })
    expect(files()).toEqual([])
    await run()
    expect(await run('--compare')).toMatchObject({
      code: 0,
      log: expect.stringMatching(/RESULT: same\n$/),
    })

    editServer(XML.replace('"true"', '"false"'))
    put(
      'provider.properties',
      `${read('provider.properties').replace('openid profile', 'openid').replace('jndiCacheName', 'other')}`,
    )
    const kept = read('provider.properties')
    const { code, log } = await run('--compare')
    expect({ code, log }).toMatchObject({ code: 1 })
    expect(log).toContain('3. mobile-config.xml differs, from line 3 on')
    expect(log.match(/^3\. provider\.properties: .*$/gm)).toEqual([
      '3. provider.properties: jndiCacheName is only on the server',
      '3. provider.properties: other is only in the folder',
      '3. provider.properties: provider_1.scope has another value',
    ])
    expect(lastLine(log)).toBe('RESULT: differs')
    expect([read('mobile-config.xml'), read('provider.properties')]).toEqual([XML, kept])
  })

  it('names line ends that git has changed for what they are', async ({ expect }) => {
    const { run, read, put } = manager()
    await run()
    put('mobile-config.xml', XML.replaceAll('\r\n', '\n'))
    put('provider.properties', read('provider.properties').replaceAll('\n', '\r\n'))
    const { code, log } = await run('--compare')
    expect({ code, log }).toMatchObject({ code: 1 })
    expect(log.match(/^3\. .*$/gm)).toEqual([
      '3. mobile-config.xml has other line ends, as git makes them without "mobile-config.xml -text" in .gitattributes',
    ])
  })

  it('brings a folder of its own up to date, and leaves alone what is the same', async ({ expect }) => {
    const { run, editServer, read } = manager()
    await run()
    const before = read('provider.properties')
    expect((await run()).log).toContain('has all of it; nothing was written')
    expect(read('provider.properties')).toBe(before)
    editServer(`${XML}\n`)
    expect(await run()).toMatchObject({ code: 0 })
    expect(read('mobile-config.xml')).toBe(`${XML}\n`)
  })

  it('replaces a mobile-config.xml that was edited after the export only when it is told to', async ({
    expect,
  }) => {
    const { run, put, read } = manager()
    await run()
    put('mobile-config.xml', 'theirs')
    const refused = await run()
    expect(refused).toMatchObject({ code: 2 })
    expect(refused.log).toContain('is not what this script wrote last, so it is not replaced')
    expect(refused.log).toContain('give --overwrite')
    expect(read('mobile-config.xml')).toBe('theirs')
    expect(await run('--overwrite')).toMatchObject({ code: 0 })
    expect(read('mobile-config.xml')).toBe(XML)
  })

  it('does not replace a mobile-config.xml that has no export beside it', async ({ expect }) => {
    const { run, put, files } = manager()
    put('mobile-config.xml', 'theirs')
    expect(await run()).toMatchObject({ code: 2, log: expect.stringContaining('give --overwrite') })
    expect(files()).toEqual(['mobile-config.xml'])
  })

  it.for<[string, string, string]>([
    ['of somebody else', 'provider_1.clientId=mine\n', 'was not written by this script'],
    [
      'of another cell',
      `${EXPORT_SCRIPT.match(/(?<=^FIRST_LINE = ').*(?='$)/m)![0]}\n# cell: otherCell\n`,
      'is of cell otherCell and not of connectionsCell',
    ],
  ])('never replaces a provider.properties %s', async ([, content, message], { expect }) => {
    const { run, put, read } = manager()
    put('provider.properties', content)
    put('mobile-config.xml', 'theirs')
    const { code, log } = await run('--overwrite')
    expect({ code, log }).toMatchObject({ code: 2 })
    expect(log).toContain(message)
    expect(lastLine(log)).toBe('RESULT: stopped')
    expect([read('mobile-config.xml'), read('provider.properties')]).toEqual(['theirs', content])
  })

  it('leaves out what is a secret by its name, by its form, or because it has one inside', async ({
    expect,
  }) => {
    const cell = withParty(
      relyingParty(
        ['provider_2.trustStorePassword', 'changeit'],
        ['provider_2.keyStorePwd', '{xor}LDo8LTor'],
        ['provider_2.proxy', 'https://me:hunter2@proxy.example.com'],
        ['provider_2.signing', '{aes}WTRYMnE='],
        ['provider_2.signingCustom', '{custom:acme}WTRYMnE='],
        ['provider_2.pem', '-----BEGIN PRIVATE KEY-----MIIE'],
        ['provider_2.sharedKey', 'required'],
        ['provider_2.note', `the secret is ${SECRET}!`],
        ['provider_2.useJwtFromRequest', 'required'],
        ['provider_2.interceptedPathFilter', '/mobile/.*,{not}'],
      ),
    )
    const { run, read } = manager(cell)
    const { code, log } = await run()
    expect({ code, log }).toMatchObject({ code: 0 })
    const left = parseProviderProperties(read('provider.properties'))
    expect(left.properties.map(({ name }) => name)).toEqual([
      'jndiCacheName',
      'provider_1.clientId',
      'provider_1.scope',
      'provider_2.interceptedPathFilter',
      'provider_2.useJwtFromRequest',
    ])
    for (const text of [SECRET, 'changeit', 'hunter2', 'LDo8LTor', 'WTRYMnE', 'MIIE'])
      expect(log + read('provider.properties')).not.toContain(text)
  })

  it('stops when mobile-config.xml itself has a secret in it, in whatever encoding', async ({ expect }) => {
    const content = Buffer.from('<config>a&amp;b&lt;cd</config>', 'utf16le').toString('latin1')
    const { run, files } = manager(withParty(relyingParty(['x.password', 'a&b<cd'])), content)
    const { code, log } = await run()
    expect({ code, log }).toMatchObject({ code: 2 })
    expect(log).toContain('holds a secret of the interceptor')
    expect(files()).toEqual([])
  })

  it('takes the one interceptor of its own cell, and of several the one that is named', async ({
    expect,
  }) => {
    const domain = {
      ...relyingParty(['a.b', 'domain']),
      place: 'waspolicies/default/securitydomains/mobile|domain-security.xml',
    }
    const foreign = { ...relyingParty(['a.b', 'foreign']), place: 'cells/connectionsCell2|security.xml' }
    const one = manager(withParty(foreign, domain))
    expect(await one.run()).toMatchObject({ code: 0 })
    expect(one.read('provider.properties')).toContain('a.b=domain')

    const both = manager(withParty(relyingParty(['a.b', 'global']), domain, foreign))
    const refused = await both.run()
    expect(refused).toMatchObject({ code: 2 })
    expect(refused.log).toContain('2 of the 2 interceptors')
    expect(refused.log).toContain(
      '(cells/connectionsCell|security.xml#TAInterceptor_1), (waspolicies/default',
    )
    expect(await both.run('--interceptor', 'securitydomains/none')).toMatchObject({
      code: 2,
      log: expect.stringContaining('0 of the 2'),
    })
    expect(await both.run('--interceptor', 'securitydomains/mobile')).toMatchObject({ code: 0 })
    expect(both.read('provider.properties')).toContain('a.b=domain')
  })

  it.for<[string, Cell, string]>([
    [
      'a cell without the interceptor',
      { ...CELL, interceptors: [] },
      'Cell connectionsCell has no interceptor',
    ],
    [
      'a property with two values',
      withParty(relyingParty(['provider_1.scope', 'openid'])),
      'The interceptor has provider_1.scope twice, with different values.',
    ],
  ])('stops at %s, with nothing written', async ([, cell, message], { expect }) => {
    const { run, files } = manager(cell)
    const { code, log } = await run()
    expect({ code, log }).toMatchObject({ code: 2 })
    expect(log).toContain(`STOPPED: ${message}`)
    expect(files()).toEqual([])
  })

  it.for<readonly [string, readonly string[]]>([
    ['no folder', []],
    ['an option that is not known', ['a', '--compere']],
  ])('stops at %s', async ([, parameters], { expect }) => {
    const { code, log } = await manager().runWith(...parameters)
    expect({ code, log }).toMatchObject({ code: 2 })
    expect(log).toContain('STOPPED: Give one folder')
  })

  it('says in its last line how it ended, where wsadmin changes exit codes', async ({ expect }) => {
    const ended = await manager({ ...CELL, exitCodes: 'always 105' }).run('--compare')
    expect(ended.code).toBe(105)
    expect(lastLine(ended.log)).toBe('RESULT: differs')
  })

  it('says where it has to be started when mobileAdmin.py is not there', async ({ expect }) => {
    const { profile, run } = manager()
    rmSync(join(profile.bin, 'mobileAdmin.py'))
    const { code, log } = await run()
    expect(code).toBe(2)
    expect(log).toMatch(
      /^STOPPED: mobileAdmin\.py cannot be used from \S.*\/bin\. Start wsadmin in the bin directory/m,
    )
    expect(lastLine(log)).toBe('RESULT: stopped')
  })

  it('writes every name and value so that Java and this action read what the server has', async ({
    expect,
  }) => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({
        unit: fc.constantFrom(...' \t\n\r\f\\=:#!"\'`|[](){},.u0041\u00a0\u2028\ufeff\u202e\u{1f600}'),
        maxLength: 12,
      }),
      fc.constantFrom('provider_2.x=1', '[name x] [value y]', '\\d+\\.', 'a  b', '"quoted"', 'x\\'),
    )
    // A name is part of a line that wsadmin prints, so it has no line end.
    const name = text.map((each) => each.replaceAll(/[\r\n\v\f\x1c-\x1e\x85\u2028\u2029"]/g, ''))
    const sample = fc.sample(fc.tuple(name, text), { numRuns: 400, seed: 7 })
    const wanted = Object.fromEntries(
      sample.filter(([key, value]) => key.trim() && !/key$/i.test(key) && !/^\{\w/.test(value)),
    )
    const { run, read, path } = manager(withParty({ className: CLASS, properties: Object.entries(wanted) }))
    const { code, log } = await run()
    expect(code, log.slice(-1500)).toBe(0)
    expect(javaProperties(path('provider.properties'))).toEqual(wanted)
    const { properties, ignoredLines, fault } = parseProviderProperties(read('provider.properties'))
    expect({ ignoredLines, fault }).toEqual({ ignoredLines: [], fault: undefined })
    expect(Object.fromEntries(properties.map((each) => [each.name, each.value]))).toEqual(wanted)
  })
})
