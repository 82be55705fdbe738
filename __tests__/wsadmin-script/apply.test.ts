import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, it } from 'vitest'
import {
  type Cell,
  type CellNode,
  createProfile,
  hasJython,
  type Profile,
  savedScript,
  sha256,
  stopWsadmin,
} from '../stand-ins/wsadmin/cell.ts'

const file = (authType: string, more = '') =>
  `<config xmlns="http://www.ibm.com/mobile-config">\n${more}<SecuritySettings enabled="true"><AuthType>${authType}</AuthType></SecuritySettings>\n</config>\n`
const OLD = file('Form')
const NEW = file('OAuth')

const node = (name: string, more: Partial<CellNode> = {}): CellNode => ({
  name,
  agent: 'up',
  servers: [{ name: `${name}-mobile`, mobile: 'running' }],
  ...more,
})
const HEALTHY: Cell = {
  name: 'connectionsCell',
  nodes: [
    node('node1', {
      servers: [
        { name: 'node1-mobile', mobile: 'running' },
        { name: 'node1-feeds', mobile: 'not installed' },
      ],
    }),
    node('node2'),
  ],
}

const profiles: Profile[] = []
function profileOf(cell: Cell, content = OLD): Profile {
  const profile = createProfile(cell, content)
  profiles.push(profile)
  return profile
}
afterAll(() => {
  stopWsadmin()
  for (const profile of profiles) profile.remove()
})

/** As the script names the folder of a backup. */
function stampOf(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0')
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day}-${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join('')}`
}

const servers = ({ cell }: Profile) => cell.nodes.flatMap((each) => each.servers)

// One after the other: a virtual machine takes a whole core, and each of them would only be slower.
describe.skipIf(!hasJython)('the wsadmin script on a cell', () => {
  it('checks the file in, synchronises every node fully and restarts Mobile wherever it runs', async ({
    expect,
  }) => {
    const profile = profileOf(HEALTHY)
    const { code, log } = await profile.wsadminAlone(
      undefined,
      savedScript(profile),
      profile.file('mobile-config.xml', NEW),
    )
    expect({ code, log }).toMatchObject({ code: 0 })
    expect(profile.master).toBe(NEW)
    expect(profile.backups()).toMatchObject([{ content: OLD }])
    expect(profile.backups()[0]!.name).toMatch(/\d{4}-\d\d-\d\d-\d{6}/)
    expect(profile.cell.events).toEqual([
      'check out',
      'check in',
      'save',
      'check out',
      'sync node1 full',
      'sync node2 full',
      'stop Mobile on node1-mobile',
      'start Mobile on node1-mobile',
      'stop Mobile on node2-mobile',
      'start Mobile on node2-mobile',
    ])
    expect(servers(profile).map(({ startedWith }) => startedWith)).toEqual([
      sha256(NEW),
      undefined,
      sha256(NEW),
    ])
    expect(log).toContain('Done.')
    expect(log).toContain(
      `To go back, run this script with the file from before: ${profile.backups()[0]!.name}`,
    )
  })

  it('makes its backup in a folder of its own, also when another run started in the same second', async ({
    expect,
  }) => {
    const profile = profileOf(HEALTHY)
    const taken = Array.from({ length: 120 }, (_, seconds) => stampOf(new Date(Date.now() + seconds * 1000)))
    for (const stamp of taken) {
      const folder = join(profile.bin, '../mobile-config-backups', stamp)
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, 'mobile-config.xml'), 'theirs')
    }
    const { code, log } = await profile.wsadmin(savedScript(profile), profile.file('mobile-config.xml', NEW))
    expect({ code, log }).toMatchObject({ code: 0 })
    const own = profile.backups().filter(({ content }) => content !== 'theirs')
    expect(own).toMatchObject([
      { content: OLD, name: expect.stringMatching(/-\d{6}-2\/mobile-config\.xml$/) },
    ])
    expect(profile.backups()).toHaveLength(taken.length + 1)
  })

  it('goes back to the file from before when it is run with the backup', async ({ expect }) => {
    const profile = profileOf(HEALTHY)
    const script = savedScript(profile)
    await profile.wsadmin(script, profile.file('mobile-config.xml', NEW))
    const { code } = await profile.wsadmin(script, profile.backups()[0]!.name)
    expect(code).toBe(0)
    expect(profile.master).toBe(OLD)
    expect(servers(profile)[0]!.startedWith).toBe(sha256(OLD))
  })

  it('reports a node that is down, and brings the others up to date', async ({ expect }) => {
    const down = {
      agent: 'down',
      servers: [{ name: 'node2-mobile', mobile: 'running', down: true }],
    } as const
    const profile = profileOf({ ...HEALTHY, nodes: [node('node1'), node('node2', down), node('node3')] })
    const { code, log } = await profile.wsadmin(savedScript(profile), profile.file('mobile-config.xml', NEW))
    expect({ code, log }).toMatchObject({ code: 0 })
    expect(log).toContain('4. Node node2 is DOWN')
    expect(log).toContain('WARNING: node node2 is down.')
    expect(servers(profile).map(({ startedWith }) => startedWith)).toEqual([
      sha256(NEW),
      undefined,
      sha256(NEW),
    ])
  })

  it('stops at a refused check-in, with nothing changed', async ({ expect }) => {
    const profile = profileOf(HEALTHY)
    const { code, log } = await profile.wsadmin(
      savedScript(profile),
      profile.file('mobile-config.xml', file('OAuht')),
    )
    expect(code).toBe(1)
    expect(log).toContain('STOPPED: ')
    expect(log).toContain('cvc-enumeration-valid')
    expect(log).toContain('Nothing was checked in: the deployment manager has the file that it had.')
    expect(profile.master).toBe(OLD)
    expect(profile.cell.events).toEqual(['check out', 'check out'])
  })

  it('notices a check-in that prints its error and comes back', async ({ expect }) => {
    const profile = profileOf({ ...HEALTHY, checkIn: 'prints an error' })
    const { code, log } = await profile.wsadmin(savedScript(profile), profile.file('mobile-config.xml', NEW))
    expect(code).toBe(1)
    expect(log).toContain('checkInConfig has not taken the file')
    expect(log).toContain('Nothing was checked in')
    expect(servers(profile)[0]!.startedWith).toBeUndefined()
  })

  it('saves a check-in that is only in the session', async ({ expect }) => {
    const profile = profileOf({ ...HEALTHY, checkIn: 'leaves the save to the caller' })
    const { code, log } = await profile.wsadmin(savedScript(profile), profile.file('mobile-config.xml', NEW))
    expect({ code, log }).toMatchObject({ code: 0 })
    expect(profile.master).toBe(NEW)
  })

  it('does not take what is only in the session for checked in', async ({ expect }) => {
    const profile = profileOf({ ...HEALTHY, checkIn: 'is in conflict' })
    const { code, log } = await profile.wsadmin(savedScript(profile), profile.file('mobile-config.xml', NEW))
    expect(code).toBe(1)
    expect(log).toContain('changed by another session')
    expect(log).toContain('Nothing was checked in: the deployment manager has the file that it had.')
    expect(profile.master).toBe(OLD)
  })

  it('asks what the server has when the answer to the check-in is lost, and finishes when it is run again', async ({
    expect,
  }) => {
    const profile = profileOf({ ...HEALTHY, checkIn: 'loses the answer' })
    const script = savedScript(profile)
    const merged = profile.file('mobile-config.xml', NEW)
    const first = await profile.wsadmin(script, merged)
    expect(first).toMatchObject({ code: 1 })
    expect(first.log).toContain('ADMC0009E: the connection was reset')
    expect(first.log).toContain('The new file is checked in.')
    expect(first.log).toContain('To go back')
    const second = await profile.wsadmin(script, merged)
    expect(second).toMatchObject({ code: 0 })
    expect(second.log).toContain('3. The server has this file already')
    expect(second.log).toContain(
      'To go back, run this script with the backup of the run that checked the file in',
    )
    expect(servers(profile)[0]!.startedWith).toBe(sha256(NEW))
  })

  it('stops when a node cannot be synchronised, before anything is restarted', async ({ expect }) => {
    const profile = profileOf({ ...HEALTHY, nodes: [node('node1', { refusesSync: true }), node('node2')] })
    const { code, log } = await profile.wsadmin(savedScript(profile), profile.file('mobile-config.xml', NEW))
    expect(code).toBe(1)
    expect(log).toContain('Node node1 was not synchronised')
    expect(log).toContain('The new file is checked in.')
    expect(log).toContain(
      `To go back, run this script with the file from before: ${profile.backups()[0]!.name}`,
    )
    expect(profile.cell.events).not.toContain('stop Mobile on node2-mobile')
  })

  it.for(['failsToStart', 'staysDown'])(
    'says where Mobile is stopped when it %s',
    async (failure, { expect }) => {
      const broken = { servers: [{ name: 'server1', mobile: 'running', [failure]: true }] } as const
      const profile = profileOf({ ...HEALTHY, nodes: [node('node1', broken), node('node2')] })
      const { code, log } = await profile.wsadmin(
        savedScript(profile),
        profile.file('mobile-config.xml', NEW),
      )
      expect(code).toBe(1)
      expect(log).toContain('Mobile is STOPPED on server1 of node node1.')
      expect(profile.cell.events).not.toContain('stop Mobile on node2-mobile')
    },
  )

  it.for<[string, string]>([
    ['C', 'new.xml'],
    ['C.UTF-8', 'für.xml'],
  ])('explains an error in another language, with locale %s', async ([locale, name], { expect }) => {
    const broken = { servers: [{ name: 'server1', mobile: 'running', failsToStop: true }] } as const
    const profile = profileOf({ ...HEALTHY, nodes: [node('node1', broken)] })
    const merged = profile.file(name, NEW)
    const { code, log } = await profile.wsadminAlone(locale, savedScript(profile), merged)
    expect(code).toBe(1)
    expect(log).toMatch(/STOPPED: while restarting Mobile on server1 of node node1: .*WSVR0102E/)
    expect(log).toContain('Mobile is perhaps stopped on server1 of node node1.')
    expect(log).toContain('To go back')
  })

  it('names the node whose agent hangs, and leaves Mobile running', async ({ expect }) => {
    const profile = profileOf({ ...HEALTHY, nodes: [node('node1', { agent: 'hangs' }), node('node2')] })
    const { code, log } = await profile.wsadmin(savedScript(profile), profile.file('mobile-config.xml', NEW))
    expect(code).toBe(1)
    expect(log).toMatch(/STOPPED: while synchronising node node1: .*timed out/)
    expect(log).toContain('To go back')
    expect(profile.cell.events).not.toContain('stop Mobile on node2-mobile')
  })

  it.for([true, false])(
    'names a server on which Mobile stays stopped when it is run again (in a cluster: %s)',
    async (isMember, { expect }) => {
      const broken = {
        servers: [{ name: 'server1', mobile: 'running', failsToStart: true, isMember }],
      } as const
      const profile = profileOf({ ...HEALTHY, nodes: [node('node1', broken), node('node2')] })
      const script = savedScript(profile)
      const merged = profile.file('mobile-config.xml', NEW)
      expect(await profile.wsadmin(script, merged)).toMatchObject({ code: 1 })
      const { code, log } = await profile.wsadmin(script, merged)
      expect({ code, log }).toMatchObject({ code: 0 })
      expect(log).toContain('WARNING: Mobile is stopped on server1 of node node1, and was not started.')
      expect(log.match(/WARNING/g)).toHaveLength(1)
    },
  )

  it('stops before it checks out when no application has the name Mobile', async ({ expect }) => {
    const profile = profileOf({ ...HEALTHY, lacksMobile: true })
    const { code, log } = await profile.wsadmin(savedScript(profile), profile.file('mobile-config.xml', NEW))
    expect(code).toBe(1)
    expect(log).toContain('No application of cell connectionsCell has the name Mobile')
    expect(profile.cell.events).toEqual([])
  })

  it('says where it has to be started when mobileAdmin.py is not there', async ({ expect }) => {
    const profile = profileOf(HEALTHY)
    rmSync(join(profile.bin, 'mobileAdmin.py'))
    const { code, log } = await profile.wsadminAlone(
      undefined,
      savedScript(profile),
      profile.file('mobile-config.xml', NEW),
    )
    expect(code).toBe(1)
    expect(log).toContain(`STOPPED: mobileAdmin.py cannot be used from ${profile.bin}. Start wsadmin in`)
    expect(log).toContain('Nothing was checked in')
  })

  it('fetches nothing that a file refers to, and takes a DOCTYPE for what it is', async ({ expect }) => {
    const profile = profileOf(HEALTHY)
    const withDoctype = `<!DOCTYPE config SYSTEM "http://192.0.2.1/x.dtd">\n${NEW}`
    const merged = profile.file('mobile-config.xml', withDoctype)
    const { log } = await profile.wsadmin(savedScript(profile), merged)
    expect(log).toContain('2. Checked out')
  })

  it('says when Mobile runs nowhere', async ({ expect }) => {
    const stopped = { servers: [{ name: 'server1', mobile: 'stopped' }] } as const
    const profile = profileOf({ ...HEALTHY, nodes: [node('node1', stopped)] })
    const { code, log } = await profile.wsadmin(savedScript(profile), profile.file('mobile-config.xml', NEW))
    expect({ code, log }).toMatchObject({ code: 0 })
    expect(log).toContain('WARNING: Mobile runs on no server that answers.')
  })

  it('stops when somebody changed the file on the server after the new one was made', async ({ expect }) => {
    const profile = profileOf(HEALTHY, file('Form', '<Push enabled="true"/>\n'))
    const merged = profile.file('mobile-config.xml', NEW)
    const { code, log } = await profile.wsadmin(savedScript(profile), merged, profile.file('before.xml', OLD))
    expect(code).toBe(1)
    expect(log).toContain('somebody has changed it on the server')
    expect(log).toContain(profile.backups()[0]!.name)
    expect(profile.cell.events).toEqual(['check out'])
  })

  it('goes on when the server has the file that the new one was made from', async ({ expect }) => {
    const profile = profileOf(HEALTHY)
    const merged = profile.file('mobile-config.xml', NEW)
    const { code } = await profile.wsadmin(savedScript(profile), merged, profile.file('before.xml', OLD))
    expect(code).toBe(0)
    expect(profile.master).toBe(NEW)
  })

  const FULL = file(
    'Form',
    '<Push enabled="true"/>\n<m:Applications xmlns:m="http://www.ibm.com/mobile-config"/>\n<x xmlns="urn:own"/>\n',
  )

  it.for<[string, string]>([
    ['lacks elements of it', NEW],
    [
      'has them in comments or inside of others only',
      file('OAuth', '<!-- <Push enabled="true"/> -->\n<More><Push/><Applications/></More>\n'),
    ],
  ])('refuses to replace the file of the server by one that %s', async ([, given], { expect }) => {
    const profile = profileOf(HEALTHY, FULL)
    const merged = profile.file('mobile-config.xml', given)
    const { code, log } = await profile.wsadmin(
      savedScript(profile),
      merged,
      profile.file('before.xml', FULL),
    )
    expect(code).toBe(1)
    expect(log).toContain('lacks elements that the file of the server has: Push, Applications, {urn:own}x.')
    expect(log).toContain('give the word replace as the last argument')
    expect(log).toContain(profile.backups()[0]!.name)
    expect(log).toContain('Nothing was checked in')
    expect(profile.master).toBe(FULL)
    expect(profile.cell.events).toEqual(['check out'])
  })

  it.for([true, false])(
    'replaces the whole file with the word replace, and says so for the way back (with the file before: %s)',
    async (hasBefore, { expect }) => {
      const profile = profileOf(HEALTHY, FULL)
      const merged = profile.file('mobile-config.xml', NEW)
      const before = hasBefore ? [profile.file('before.xml', FULL)] : []
      const script = savedScript(profile)
      const { code, log } = await profile.wsadmin(script, merged, ...before, 'replace')
      expect({ code, log }).toMatchObject({ code: 0 })
      expect(log).toContain(
        'WARNING: the elements Push, Applications, {urn:own}x of the file of the server are gone',
      )
      expect(profile.master).toBe(NEW)
      const back = await profile.wsadmin(script, profile.backups()[0]!.name)
      expect({ code: back.code, log: back.log }).toMatchObject({ code: 0 })
      expect(back.log).toMatch(
        /To go back, run this script with the file from before and the word replace: .*xml$/m,
      )
    },
  )

  it('stops when somebody changed the file on the server, also with the word replace', async ({ expect }) => {
    const profile = profileOf(HEALTHY, FULL)
    const merged = profile.file('mobile-config.xml', NEW)
    const { code, log } = await profile.wsadmin(
      savedScript(profile),
      merged,
      profile.file('b.xml', OLD),
      'replace',
    )
    expect(code).toBe(1)
    expect(log).toContain('somebody has changed it on the server')
    expect(profile.master).toBe(FULL)
  })

  it('does not replace a file of the server that it cannot compare, unless it is told to', async ({
    expect,
  }) => {
    const broken = '<config xmlns="http://www.ibm.com/mobile-config"><Push/>'
    const profile = profileOf(HEALTHY, broken)
    const script = savedScript(profile)
    const merged = profile.file('mobile-config.xml', NEW)
    const refused = await profile.wsadmin(script, merged)
    expect(refused.code).toBe(1)
    expect(refused.log).toContain('The file of the server is not well-formed XML')
    expect(profile.master).toBe(broken)
    expect((await profile.wsadmin(script, merged, 'replace')).code).toBe(0)
    expect(profile.master).toBe(NEW)
  })

  it('counts elements that stand in entities of the DOCTYPE, and fetches none', async ({ expect }) => {
    const doctype =
      '<!DOCTYPE config SYSTEM "http://192.0.2.1/x.dtd" [<!ENTITY push "<Push/>"><!ENTITY far SYSTEM "http://192.0.2.1/y">]>\n'
    const profile = profileOf(HEALTHY, `${doctype}${file('Form', '&push;&far;\n')}`)
    const script = savedScript(profile)
    const { code, log } = await profile.wsadmin(script, profile.file('mobile-config.xml', NEW))
    expect({ code, log }).toMatchObject({ code: 1 })
    expect(log).toContain('lacks elements that the file of the server has: Push.')
    const more = await profile.wsadmin(
      script,
      profile.file('more.xml', file('OAuth', '<Push/><Applications/>')),
    )
    expect(more).toMatchObject({ code: 0 })
  })

  it('names an element in any letters, in a window that has none of them', async ({ expect }) => {
    const profile = profileOf(HEALTHY, file('Form', '<f\u00fcr/>\n'))
    const merged = profile.file('mobile-config.xml', NEW)
    const { code, log } = await profile.wsadminAlone('C', savedScript(profile), merged)
    expect(code).toBe(1)
    expect(log).toContain('has: f\\xfcr.')
  })

  it.for<readonly [string, readonly string[], string]>([
    ['no argument', [], 'Give the path of the new mobile-config.xml'],
    ['a third argument that is not the word', ['a', 'b', 'c'], 'Give the path of the new mobile-config.xml'],
    ['four arguments', ['a', 'b', 'c', 'replace'], 'Give the path of the new mobile-config.xml'],
    ['the word alone', ['replace'], 'There is no file replace'],
    ['a path without a file', ['/nowhere/mobile-config.xml'], 'There is no file'],
    ['a file that is cut short', [NEW.slice(0, 80)], 'is not well-formed XML'],
    ['another XML file', ['<config xmlns="urn:other"/>'], 'is not a mobile-config.xml'],
    [
      'an external entity',
      ['<!DOCTYPE c [<!ENTITY e SYSTEM "http://192.0.2.1/">]><c>&e;</c>'],
      'is not a mobile-config.xml',
    ],
  ])('refuses %s before it checks out', async ([, given, message], { expect }) => {
    const profile = profileOf(HEALTHY)
    const paths = given.map((each) => (each.startsWith('<') ? profile.file('given.xml', each) : each))
    const { code, log } = await profile.wsadmin(savedScript(profile), ...paths)
    expect(code).toBe(1)
    expect(log).toContain(message)
    expect(log).toContain('Nothing was checked in')
    expect(profile.cell.events).toEqual([])
  })

  it('takes hostile file names and cell names for what they are', async ({ expect }) => {
    const profile = profileOf({ ...HEALTHY, name: `cell'); raise 'x` })
    const hostile = `'); import os; os.mkdir("pwned") # %s $(id) .xml`
    const { code, log } = await profile.wsadmin(savedScript(profile), profile.file(hostile, NEW))
    expect({ code, log }).toMatchObject({ code: 0 })
    expect(profile.master).toBe(NEW)
  })
})
