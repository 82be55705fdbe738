import { describe, expect, test } from 'vitest'
import type { CertificateFacts } from '../../src/connections-server/certificate-facts.ts'
import { certificateFindings } from '../../src/connections-server/index.ts'
import type { ServerObservation, TlsObservation } from '../../src/connections-server/observation.ts'
import { FAILURES } from '../../src/network/index.ts'
import { connected, INTERMEDIATE, OWN, unreachable } from './observations.ts'

const NOW = new Date('2026-06-01T12:00:00Z')

function findings(observation: ServerObservation, now = NOW, warningDays = 30) {
  return certificateFindings(observation, { now, warningDays })
}

/** Identifier and text of each finding of a connected server. */
function texts(tls: Partial<TlsObservation>, now?: Date): string[] {
  return findings(connected(tls), now).map(({ id, what }) => `${id} ${what}`)
}

function own(more: Partial<CertificateFacts>): Pick<TlsObservation, 'chain'> {
  return { chain: [{ ...OWN, ...more }, INTERMEDIATE] }
}

function intermediate(more: Partial<CertificateFacts>): Pick<TlsObservation, 'chain'> {
  return { chain: [OWN, { ...INTERMEDIATE, ...more }] }
}

test('a server with which everything is in order has no findings', () => {
  expect(texts({})).toEqual([])
})

describe('who stands behind the certificate', () => {
  test('may be nobody', () => {
    const chain = [{ ...OWN, issuer: OWN.subject, isSelfSigned: true, isLogged: false }] as const
    expect(
      texts({ trust: 'self-signed', path: [0], chain, authorizationError: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
    ).toEqual([
      'MSSO041 The certificate "CN=connections.example.com" vouches for itself. Phones trust public authorities only; a desktop browser may have it installed, or let people go on.',
    ])
  })

  test('may be a company whose root the server sends', () => {
    const root = { ...INTERMEDIATE, subject: 'CN=Acme Root', issuer: 'CN=Acme Root', isSelfSigned: true }
    const tls = {
      trust: 'unknown root',
      path: [0, 1],
      chain: [OWN, root],
      authorizationError: 'SELF_SIGNED_CERT_IN_CHAIN',
    } as const
    expect(texts(tls)).toEqual([
      'MSSO042 "CN=Acme Root", which stands behind the certificate, is no public authority. Phones trust those only; computers of the company may have it installed, and then their browsers do not complain.',
    ])
  })

  test('may be a company whose certificates the server does not send, for none of its certificates is logged', () => {
    const chain = [{ ...OWN, isLogged: false }] as const
    const [finding, ...others] = findings(connected({ trust: 'issuer missing', path: [0], chain }))
    expect(finding).toMatchObject({ id: 'MSSO042', found: OWN.issuer })
    expect(finding?.what).toContain(
      'If "C=US, O=Example Trust, CN=Example Issuing CA" belongs to a public authority after all, the server does not send its certificate (the authority offers it at "http://ca.example/issuing.cer").',
    )
    expect(others).toEqual([])
  })

  test('may be a public authority whose intermediate certificate the server does not send', () => {
    const tls = {
      trust: 'issuer missing',
      path: [0],
      chain: [OWN],
      authorizationError: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    } as const
    expect(findings(connected(tls))).toEqual([
      {
        id: 'MSSO043',
        severity: 'error',
        place: 'certificate',
        title: 'An intermediate certificate is missing',
        where: 'connections.example.com:443',
        what: 'The server does not send the certificate of "C=US, O=Example Trust, CN=Example Issuing CA", which has signed "CN=connections.example.com". Phones do not fetch it; a desktop browser does, or knows it from another site.',
        cure: 'Add that certificate (the authority offers it at "http://ca.example/issuing.cer") after the server\'s own where TLS ends: in the key store of the web server, or in the chain file of the proxy before it.',
        wanted: 'C=US, O=Example Trust, CN=Example Issuing CA',
      },
    ])
  })

  test('is named by the last certificate that belongs to the chain, whatever else is sent', () => {
    const stranger = { ...INTERMEDIATE, subject: 'CN=Stranger', issuer: 'CN=Strange Root' }
    const tls = {
      trust: 'issuer missing',
      path: [0, 2],
      chain: [OWN, stranger, { ...INTERMEDIATE, caIssuers: [] }],
    } as const
    const [finding] = findings(connected(tls))
    expect(finding).toMatchObject({ id: 'MSSO043', wanted: INTERMEDIATE.issuer })
    expect(finding?.cure).toContain("Add that certificate after the server's own")
  })

  test('may be in order while OpenSSL has something else against the certificate', () => {
    expect(texts({ authorizationError: 'INVALID_PURPOSE' })).toEqual([
      'MSSO052 A public authority stands behind the certificate "CN=connections.example.com", but it does not pass verification (INVALID_PURPOSE); phones refuse it as well.',
    ])
  })

  test('is doubted when OpenSSL finds a date wrong that none of the certificates has', () => {
    expect(texts({ authorizationError: 'CERT_HAS_EXPIRED' })).toEqual([expect.stringMatching(/^MSSO052 /)])
  })
})

describe('the name', () => {
  const names = (subjectAltName: string) => texts(own({ subjectAltName }))

  test.each([
    'DNS:connections.example.com',
    'DNS:other.example, DNS:CONNECTIONS.example.com',
    'DNS:*.example.com',
  ])('is in the certificate with %s', (subjectAltName) => {
    expect(names(subjectAltName)).toEqual([])
  })

  test.each([
    ['DNS:example.com, IP Address:192.0.2.1', '"example.com", "192.0.2.1"'],
    ['DNS:*.a.example.com', '"*.a.example.com"'],
    ['DNS:*.com', '"*.com"'],
  ])('is missing with %s', (subjectAltName, shown) => {
    expect(names(subjectAltName)).toEqual([
      `MSSO044 The certificate is for ${shown}, not for "connections.example.com". Phones refuse it; a desktop browser lets people go on.`,
    ])
  })

  test('does not count where it is in the subject only', () => {
    expect(names('')).toEqual([
      'MSSO044 The certificate "CN=connections.example.com" has no subject alternative name; a name in its subject does not count. Phones refuse it; a desktop browser lets people go on.',
    ])
  })

  test('is not looked for in a list without an end', () => {
    const many = Array.from({ length: 100 }, (_, index) => `DNS:${index}.example`).join(', ')
    expect(names(many)[0]).toContain('"9.example" and 90 more, not for')
  })
})

describe('the dates', () => {
  test.each([
    ['2026-12-31T00:00:00Z', []],
    [
      '2026-12-31T00:00:01Z',
      [
        'MSSO045 The certificate "CN=connections.example.com" expired on 2026-12-31. Phones refuse it; a desktop browser lets people go on.',
      ],
    ],
    [
      '2025-12-31T23:59:59Z',
      [
        'MSSO046 The certificate "CN=connections.example.com" is valid from 2026-01-01 only. Phones refuse it until then; a desktop browser lets people go on.',
      ],
    ],
  ])('at %s make %j', (now, expected) => {
    expect(texts({}, new Date(now)).filter((text) => !text.startsWith('MSSO047'))).toEqual(expected)
  })

  test.each([
    ['2026-12-01T00:00:00Z', undefined],
    ['2026-12-01T00:00:01Z', 'in 29 days'],
    ['2026-12-29T12:00:00Z', 'in 1 day'],
    ['2026-12-30T12:00:00Z', 'in less than a day'],
  ])('at %s warn of the expiry: %s', (now, left) => {
    expect(findings(connected(), new Date(now))).toMatchObject(
      left === undefined
        ? []
        : [
            {
              id: 'MSSO047',
              severity: 'warning',
              what: `The certificate "CN=connections.example.com" expires on 2026-12-31, ${left}; phones refuse it then.`,
              found: '2026-12-31T00:00:00.000Z',
            },
          ],
    )
  })

  test('of a root that the server sends ask for another authority', () => {
    const chain = [
      OWN,
      { ...INTERMEDIATE, isSelfSigned: true, validTo: new Date('2026-05-01T00:00:00Z') },
    ] as const
    expect(findings(connected({ trust: 'unknown root', chain }))).toMatchObject([
      { id: 'MSSO042' },
      { id: 'MSSO045', cure: 'Have a certificate issued that a current authority stands behind.' },
    ])
  })

  test('of an intermediate certificate count as well, those of an unrelated one do not', () => {
    const old = { validTo: new Date('2026-05-01T00:00:00Z') }
    const expired = { ...intermediate(old), authorizationError: 'CERT_HAS_EXPIRED' }
    expect(findings(connected(expired))).toMatchObject([
      { id: 'MSSO045', cure: expect.stringContaining('one of the intermediate certificates') },
    ])
    expect(texts({ ...intermediate(old), path: [0] })).toEqual([])
  })
})

describe('what is weak', () => {
  test.each([
    [
      'rsa',
      1024,
      'MSSO049 The RSA key of the certificate "CN=connections.example.com" has 1024 bits. iOS refuses it below 2048',
    ],
    ['rsa', 2047, 'has 2047 bits'],
    [
      'ec',
      224,
      'MSSO049 The EC key of the certificate "CN=connections.example.com" has 224 bits. iOS refuses it below 256',
    ],
  ])('is an %s key of %i bits', (type, bits, text) => {
    expect(texts(own({ key: { type, bits } }))).toEqual([expect.stringContaining(text)])
  })

  test.each([
    ['rsa', 4096],
    ['ec', 256],
    ['ed25519', undefined],
  ])('is no %s key of %s bits', (type, bits) => {
    expect(texts(own({ key: { type, bits } }))).toEqual([])
  })

  test.each([
    ['1.2.840.113549.1.1.5', 'SHA-1'],
    ['1.2.840.10045.4.1', 'SHA-1'],
    ['1.2.840.113549.1.1.4', 'MD5'],
  ])(
    'is a signature of algorithm %s, on the own and on the intermediate certificate',
    (signatureAlgorithm, hash) => {
      for (const [chain, { subject }] of [
        [own({ signatureAlgorithm }), OWN],
        [intermediate({ signatureAlgorithm }), INTERMEDIATE],
      ] as const) {
        expect(texts(chain)).toEqual([
          `MSSO050 The certificate "${subject}" is signed with ${hash}. iOS and Android refuse it; a browser on a computer of the company may be told not to.`,
        ])
      }
    },
  )

  test('is not the signature of a root', () => {
    expect(texts(intermediate({ signatureAlgorithm: '1.2.840.113549.1.1.5', isSelfSigned: true }))).toEqual(
      [],
    )
  })

  test.each(['SSLv3', 'TLSv1', 'TLSv1.1'])('is %s', (protocol) => {
    expect(texts({ protocol })).toEqual([
      expect.stringContaining(`MSSO048 The newest version that the server agrees to is ${protocol}.`),
    ])
  })
})

test('faults that have nothing to do with each other are all told', () => {
  const chain = [
    {
      ...OWN,
      isSelfSigned: true,
      subjectAltName: '',
      key: { type: 'rsa', bits: 512 },
      signatureAlgorithm: '1.2.840.113549.1.1.5',
    },
  ] as const
  const tls = {
    trust: 'self-signed',
    path: [0],
    chain,
    protocol: 'TLSv1',
    authorizationError: 'CERT_HAS_EXPIRED',
  } as const
  expect(findings(connected(tls), new Date('2027-01-01')).map(({ id }) => id)).toEqual([
    'MSSO041',
    'MSSO044',
    'MSSO045',
    'MSSO048',
    'MSSO049',
  ])
})

describe('a server without a TLS connection', () => {
  test.each([
    [
      unreachable('name', 'ENOTFOUND'),
      'MSSO040 Its name cannot be resolved (ENOTFOUND), so nothing is known about its certificate.',
    ],
    [
      unreachable('refused', 'ECONNREFUSED'),
      'MSSO040 It refuses the connection or cannot be reached (ECONNREFUSED), so nothing is known about its certificate.',
    ],
    [
      unreachable('timeout', ''),
      'MSSO040 It does not answer in time, so nothing is known about its certificate.',
    ],
    [
      unreachable('broken', 'ECONNRESET', 'proxy:3128'),
      'MSSO040 The connection broke before TLS was set up through the proxy "proxy:3128" (ECONNRESET), so nothing is known about its certificate.',
    ],
    [
      unreachable('proxy', '407', 'proxy:3128'),
      'MSSO040 The proxy "proxy:3128" opens no connection to it (407), so nothing is known about its certificate.',
    ],
    [
      unreachable('tls', 'ERR_SSL_WRONG_VERSION_NUMBER'),
      'MSSO051 The server and a client that accepts everything from TLS 1.0 up do not agree on a connection (ERR_SSL_WRONG_VERSION_NUMBER); phones, which accept less, do not get one either.',
    ],
  ])('is one error that says how far it came (case %#)', (observation, text) => {
    const found = findings(observation)
    expect(found.map(({ id, what }) => `${id} ${what}`)).toEqual([text])
    expect(found).toMatchObject([{ severity: 'error', where: 'connections.example.com:443' }])
  })

  test.each(['name', 'refused', 'timeout', 'broken'] as const)(
    'fails for the same reason as a request to a service: %s',
    (kind) => {
      const [{ what } = { what: '' }] = findings(unreachable(kind, 'CODE'))
      expect(what.toLowerCase()).toContain(FAILURES[kind].reason)
    },
  )
})
