import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import tls from 'node:tls'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  certificateFindings,
  observeServer,
  type ServerObservation,
} from '../../src/connections-server/index.ts'
import { type Authority, createAuthority } from '../stand-ins/certificates/index.ts'
import {
  type Behaviour,
  CA_ISSUERS,
  type ConnectionsOptions,
  type ConnectionsStandIn,
  startConnections,
} from '../stand-ins/connections/index.ts'
import { type ProxyOptions, startProxy } from '../stand-ins/proxy/index.ts'

let authority: Authority
beforeAll(async () => {
  authority = await createAuthority({ name: 'Public Root' })
})

const running: { stop(): Promise<unknown> }[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  await Promise.all(running.splice(0).map((each) => each.stop()))
})

async function start(options: Partial<ConnectionsOptions> = {}): Promise<ConnectionsStandIn> {
  const connections = await startConnections({ authority, ...options })
  running.push(connections)
  return connections
}

function inspect(url: string, more: { timeoutSeconds?: number; roots?: readonly string[] } = {}) {
  return observeServer({ url, roots: [authority.certificate], environment: process.env, ...more })
}

function connected(observation: ServerObservation) {
  if (observation.kind !== 'connected') throw new Error(JSON.stringify(observation))
  return observation
}

/** Identifiers of the findings about a server like that, thirty days being the time to warn. */
async function ids(options: Partial<ConnectionsOptions>, roots?: readonly string[]): Promise<string[]> {
  const { url } = await start(options)
  const observation = await inspect(url, roots && { roots })
  return certificateFindings(observation, { now: new Date(), warningDays: 30 }).map(({ id }) => id)
}

/** Does something while this process trusts the authority, as NODE_EXTRA_CA_CERTS would have it. */
async function trusting({ certificate }: Authority, action: () => Promise<void>): Promise<void> {
  const before = tls.getCACertificates('default')
  tls.setDefaultCACertificates([...before, certificate])
  try {
    await action()
  } finally {
    tls.setDefaultCACertificates(before)
  }
}

describe('a server', () => {
  test('with a good certificate has no findings, over TLS 1.3, 1.2 and both', async () => {
    expect(await ids({})).toEqual([])
    expect(await ids({ tls: { minVersion: 'TLSv1.3' } })).toEqual([])
    expect(await ids({ tls: { maxVersion: 'TLSv1.2' } })).toEqual([])
  })

  test.each([
    ['self-signed', ['MSSO041']],
    ['of an unknown authority', ['MSSO042']],
    ['of an unknown authority whose root is sent', ['MSSO042']],
    ['without its intermediate', ['MSSO043']],
    ['for another name', ['MSSO044']],
    ['expired', ['MSSO045']],
    ['not valid yet', ['MSSO046']],
    [{ expiresInDays: 10 }, ['MSSO047']],
    [{ expiresInDays: 31 }, []],
    ['with 1024 bits', ['MSSO049']],
    ['signed with SHA-1', ['MSSO050']],
    ['for clients', ['MSSO052']],
  ] as const)('with a certificate %j has the findings %j', async (certificate, expected) => {
    expect(await ids({ certificate })).toEqual(expected)
  })

  test.each(['TLSv1', 'TLSv1.1'] as const)(
    'that knows nothing above %s can still be looked at',
    async (version) => {
      expect(await ids({ tls: { minVersion: version, maxVersion: version } })).toEqual(['MSSO048'])
    },
  )

  test('can go by its IP address, which its certificate has to name then', async () => {
    const findingsAt = async (hosts: readonly string[]) => {
      const { port } = await start({ hosts })
      const observation = await inspect(`https://127.0.0.1:${port}`)
      return certificateFindings(observation, { now: new Date(), warningDays: 30 })
    }
    expect(await findingsAt(['127.0.0.1'])).toEqual([])
    expect(await findingsAt(['localhost'])).toMatchObject([{ id: 'MSSO044', wanted: '127.0.0.1' }])
  })

  test('that wants a certificate of the phone gives no answer', async () => {
    const { url } = await start({ tls: { requestCert: true, rejectUnauthorized: true } })
    const observation = connected(await inspect(url))
    expect(observation.live).toMatchObject({ kind: 'none', reason: 'broken' })
  })

  test('is not trusted because the runner trusts its authority', async () => {
    await trusting(authority, async () => {
      expect(await ids({ certificate: 'good' }, tls.rootCertificates)).toEqual(['MSSO043'])
    })
  })
})

describe('the chain', () => {
  const sent = async (options: Partial<ConnectionsOptions>, roots?: readonly string[]) => {
    const { url } = await start(options)
    const { tls: seen } = connected(await inspect(url, roots && { roots }))
    return { ...seen, subjects: seen.chain.map(({ subject }) => subject) }
  }

  test('is what the server sent, in its order and without the root', async () => {
    const { subjects, path, trust, protocol } = await sent({})
    expect(subjects).toEqual(['CN=localhost', 'CN=Stand-in Issuing CA'])
    expect({ path, trust, protocol }).toEqual({ path: [0, 1], trust: 'trusted', protocol: 'TLSv1.3' })
  })

  test('is not completed by what the roots hold', async () => {
    const { subjects, trust } = await sent({ certificate: 'without its intermediate' })
    expect(subjects).toEqual(['CN=localhost'])
    expect(trust).toBe('issuer missing')
  })

  test('tells everything about a certificate', async () => {
    const { chain } = await sent({})
    expect(chain[0]).toEqual({
      subject: 'CN=localhost',
      issuer: 'CN=Stand-in Issuing CA',
      validFrom: expect.any(Date),
      validTo: expect.any(Date),
      subjectAltName: 'DNS:localhost, DNS:connections.example.com',
      key: { type: 'rsa', bits: 2048 },
      signatureAlgorithm: '1.2.840.113549.1.1.11',
      caIssuers: [CA_ISSUERS],
      isSelfSigned: false,
      isLogged: true,
    })
    expect(chain[1]).toMatchObject({ issuer: 'CN=Public Root', caIssuers: [], isLogged: false })
  })
})

describe('the settings', () => {
  const ask = async (behaviour: Behaviour, options: Partial<ConnectionsOptions> = {}) => {
    const connections = await start(options)
    connections.behaviour = behaviour
    const { live } = connected(await inspect(connections.url + (options.prefix ?? '')))
    return { live, connections }
  }

  test('are asked for once and anonymously, also where the certificate is bad', async () => {
    const { live, connections } = await ask(
      { kind: 'settings', shape: 'flat' },
      { certificate: 'self-signed' },
    )
    expect(live).toEqual({
      kind: 'answer',
      status: 200,
      location: undefined,
      contentType: 'application/json; charset=utf-8',
      body: '{"AuthType":"Form"}',
    })
    expect(connections.requests).toMatchObject([
      {
        method: 'GET',
        path: '/mobile/homepage/SecurityConfiguration?debug=true',
        host: `localhost:${connections.port}`,
        headers: { accept: 'application/json' },
      },
    ])
    expect(connections.violations).toEqual([])
  })

  test('are the live ones, not those that wait for the restart of Mobile', async () => {
    const connections = await start()
    const body = async () => {
      const { live } = connected(await inspect(connections.url))
      return live.kind === 'answer' ? live.body : ''
    }
    connections.checkIn({ enabled: 'true', AuthType: 'OAuth' })
    expect(await body()).toContain('"AuthType":"Form"')
    connections.restartMobile()
    expect(await body()).toContain('"AuthType":"OAuth"')
  })

  test('are below the path of connections-url', async () => {
    const { live, connections } = await ask({ kind: 'settings', shape: 'flat' }, { prefix: '/collab' })
    expect(live).toMatchObject({ kind: 'answer', status: 200 })
    expect(connections.violations).toEqual([])
  })

  test('are not looked for where a redirect leads', async () => {
    const location = 'https://login.example.com/saml?SAMLRequest=secret'
    const { live, connections } = await ask({ kind: 'redirect', location })
    expect(live).toMatchObject({ kind: 'answer', status: 302, location })
    expect(connections.requests).toHaveLength(1)
  })

  test.each([
    [{ kind: 'status', status: 401 }, { status: 401 }],
    [{ kind: 'status', status: 500 }, { status: 500 }],
    [{ kind: 'web page' }, { status: 200, contentType: 'text/html; charset=utf-8' }],
    [{ kind: 'truncated' }, { status: 200, body: expect.stringMatching(/[^}]$/) }],
    [
      { kind: 'endless', bytes: 1_000_001 },
      { kind: 'none', reason: 'too large' },
    ],
    [
      { kind: 'endless', bytes: 1_000_000 },
      { kind: 'answer', status: 200 },
    ],
  ] as const)('that are answered as %j are seen so', async (behaviour, expected) => {
    expect((await ask(behaviour)).live).toMatchObject(expected)
  })

  test.each([
    [{ hang: true }, { kind: 'none', reason: 'timeout', detail: '' }],
    [{ destroy: true }, { kind: 'none', reason: 'broken', detail: 'ECONNRESET' }],
    [{ destroyAfterBytes: 10 }, { kind: 'none', reason: 'broken', detail: 'ECONNRESET' }],
  ] as const)('can be missing because of %j', async (fault, expected) => {
    const connections = await start()
    connections.next(1, fault)
    const observation = await inspect(connections.url, { timeoutSeconds: 'hang' in fault ? 3 : 30 })
    expect(connected(observation).live).toEqual(expected)
  })
})

describe('a server that can not be reached', () => {
  const failure = async (url: string, timeoutSeconds = 30) => {
    const observation = await inspect(url, { timeoutSeconds })
    return observation.kind === 'unreachable' ? observation.failure : observation
  }

  /** A port where something other than TLS is served. */
  async function listen(onConnection: Parameters<typeof createServer>[1]): Promise<string> {
    const server: Server = createServer({}, onConnection)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    running.push({ stop: async () => server.close() })
    return `https://localhost:${(server.address() as AddressInfo).port}`
  }

  test('has a name that does not exist', async () => {
    expect(await failure('https://connections.invalid')).toMatchObject({ kind: 'name' })
  })

  test('refuses', async () => {
    const { url, stop } = await start().then((it) => ({ url: it.url, stop: () => it.stop() }))
    running.length = 0
    await stop()
    expect(await failure(url)).toEqual({ kind: 'refused', detail: 'ECONNREFUSED' })
  })

  test('says nothing', async () => {
    const url = await listen((socket) => socket.on('error', () => {}))
    expect(await failure(url, 0.5)).toEqual({ kind: 'timeout', detail: '' })
  })

  test('hangs up', async () => {
    const url = await listen((socket) => socket.destroy())
    expect(await failure(url)).toEqual({ kind: 'broken', detail: 'ECONNRESET' })
  })

  test('speaks no TLS', async () => {
    const url = await listen((socket) => socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    expect(await failure(url)).toMatchObject({ kind: 'tls', detail: expect.stringMatching(/SSL/) })
  })
})

describe('behind a proxy a server', () => {
  const URL_BEHIND = 'https://connections.example.com'
  const CREDENTIALS = 'runner:se/cr:et%'

  async function behind(options: ProxyOptions = {}, more: Partial<ConnectionsOptions> = {}) {
    const connections = await start(more)
    const proxy = await startProxy({ hosts: { 'connections.example.com': connections.port }, ...options })
    running.push(proxy)
    return { connections, proxy }
  }

  test('is reached through it under its own name', async () => {
    const { connections, proxy } = await behind()
    vi.stubEnv('https_proxy', proxy.url)
    const observation = connected(await inspect(URL_BEHIND))
    expect(certificateFindings(observation, { now: new Date(), warningDays: 30 })).toEqual([])
    expect(observation.live).toMatchObject({ kind: 'answer', status: 200 })
    expect(proxy.requests).toEqual([
      { method: 'CONNECT', target: 'connections.example.com:443', status: 200 },
    ])
    expect(connections.requests).toMatchObject([{ host: 'connections.example.com' }])
  })

  test('is reached with the user name and the password of the proxy', async () => {
    const { proxy } = await behind({ credentials: CREDENTIALS })
    const url = new URL(proxy.url)
    const [user, password] = ['runner', 'se%2Fcr%3Aet%25']
    vi.stubEnv('HTTPS_PROXY', `http://${user}:${password}@${url.host}`)
    expect(await inspect(URL_BEHIND)).toMatchObject({ kind: 'connected' })
  })

  test('is reached where the way to the proxy is TLS itself', async () => {
    const { proxy } = await behind()
    const { key, chain } = await authority.issue({ hosts: ['127.0.0.1'] })
    const secure = tls.createServer({ key, cert: chain.join('') }, (client) => {
      const plain = connect(Number(new URL(proxy.url).port), '127.0.0.1')
      client.pipe(plain).pipe(client)
      for (const socket of [client, plain]) socket.on('error', () => {})
    })
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve))
    running.push({ stop: async () => secure.close() })
    vi.stubEnv('https_proxy', `https://127.0.0.1:${(secure.address() as AddressInfo).port}`)
    expect(await inspect(URL_BEHIND)).toMatchObject({ failure: { kind: 'proxy' } })
    await trusting(authority, async () => {
      expect(await inspect(URL_BEHIND)).toMatchObject({ kind: 'connected', live: { status: 200 } })
    })
  })

  test('shows its bad chain as well', async () => {
    const { proxy } = await behind({}, { certificate: 'without its intermediate' })
    vi.stubEnv('https_proxy', proxy.url)
    expect(connected(await inspect(URL_BEHIND)).tls).toMatchObject({ trust: 'issuer missing', path: [0] })
  })

  test.each([
    ['without credentials', { credentials: CREDENTIALS }, '407'],
    ['that it does not know', { hosts: {} }, '502'],
  ])('%s is not reached', async (_, options, status) => {
    const { proxy, connections } = await behind(options)
    vi.stubEnv('https_proxy', proxy.url)
    expect(await inspect(URL_BEHIND)).toMatchObject({
      kind: 'unreachable',
      failure: { kind: 'proxy', detail: status },
      proxy: new URL(proxy.url).host,
    })
    expect(connections.requests).toEqual([])
  })

  test('that hangs up in the tunnel is not reached', async () => {
    const plain = createServer((socket) => socket.destroy())
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve))
    running.push({ stop: async () => plain.close() })
    const { port } = plain.address() as AddressInfo
    const { proxy } = await behind({ hosts: { 'connections.example.com': port } })
    vi.stubEnv('https_proxy', proxy.url)
    expect(await inspect(URL_BEHIND)).toMatchObject({ kind: 'unreachable', failure: { kind: 'broken' } })
  })

  test('that is gone itself is not reached, and no_proxy goes past it', async () => {
    const { proxy } = await behind()
    vi.stubEnv('https_proxy', proxy.url)
    await proxy.stop()
    expect(await inspect(URL_BEHIND)).toMatchObject({ failure: { kind: 'proxy', detail: 'ECONNREFUSED' } })
    vi.stubEnv('no_proxy', 'connections.invalid')
    expect(await inspect('https://connections.invalid')).toMatchObject({
      failure: { kind: 'name' },
      proxy: undefined,
    })
  })
})
