import { X509Certificate } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { trustOf } from '../../src/connections-server/certificate-facts.ts'
import { type Authority, createAuthority } from '../stand-ins/certificates/index.ts'

let root: Authority
let own: string
let lower: string
let upper: string
let stranger: string
beforeAll(async () => {
  root = await createAuthority({ name: 'Root' })
  const intermediate = await root.intermediate('Upper')
  const issuing = await intermediate.intermediate('Lower')
  const { chain } = await issuing.issue({ hosts: ['a.example'] })
  ;[own, lower, upper] = chain as [string, string, string]
  stranger = (await root.intermediate('Stranger')).certificate
})

function trust(chain: readonly [string, ...string[]], roots = [root.certificate]) {
  const [first, ...others] = chain
  return trustOf([new X509Certificate(first), ...others.map((each) => new X509Certificate(each))], roots)
}

test('a chain in any order and with strangers in it leads to its root', () => {
  expect(trust([own, lower, upper])).toEqual({ trust: 'trusted', path: [0, 1, 2] })
  expect(trust([own, stranger, upper, lower])).toEqual({ trust: 'trusted', path: [0, 3, 2] })
})

test('a chain that holds its root leads to it whether the root is known or not', () => {
  expect(trust([own, lower, upper, root.certificate])).toEqual({ trust: 'trusted', path: [0, 1, 2] })
  expect(trust([own, lower, upper, root.certificate], [])).toEqual({
    trust: 'unknown root',
    path: [0, 1, 2, 3],
  })
})

test('a chain with a gap ends before it', () => {
  expect(trust([own, upper])).toEqual({ trust: 'issuer missing', path: [0] })
  expect(trust([own, lower])).toEqual({ trust: 'issuer missing', path: [0, 1] })
})

test('an intermediate certificate among the roots ends the chain', () => {
  expect(trust([own], [lower])).toEqual({ trust: 'trusted', path: [0] })
})

test('a self-signed certificate is trusted only where it is a root itself', async () => {
  const { certificate } = await root.issue({ hosts: ['a.example'], selfSigned: true })
  expect(trust([certificate])).toEqual({ trust: 'self-signed', path: [0] })
  expect(trust([certificate], [certificate])).toEqual({ trust: 'trusted', path: [0] })
})

test('an authority of the same name with another key vouches for nobody', async () => {
  const impostor = await createAuthority({ name: 'Root' })
  expect(trust([own, lower, upper], [impostor.certificate])).toEqual({
    trust: 'issuer missing',
    path: [0, 1, 2],
  })
})

describe('of several certificates for one authority', () => {
  const at = (days: number) => new Date(Date.now() + days * 86_400_000)

  test('one that ends nowhere does not hide one that leads to a root', async () => {
    const retired = await createAuthority({ name: 'Retired Root' })
    const issuing = await root.intermediate('Issuing')
    const [leaf, direct] = (await issuing.issue({ hosts: ['a.example'] })).chain as [string, string]
    const old = await issuing.crossSignedBy(retired, at(9000))
    expect(trust([leaf, old, direct])).toEqual({ trust: 'trusted', path: [0, 2] })
    expect(trust([leaf, old, retired.certificate, direct])).toEqual({ trust: 'trusted', path: [0, 3] })
    expect(trust([leaf, old, retired.certificate])).toEqual({ trust: 'unknown root', path: [0, 1, 2] })
  })

  test('the one that expires last counts, wherever it stands', async () => {
    const issuing = await root.intermediate('Issuing')
    const { certificate: leaf } = await issuing.issue({ hosts: ['a.example'] })
    const expired = await issuing.crossSignedBy(root, at(-1 / 48))
    const renewed = await issuing.crossSignedBy(root, at(100))
    expect(trust([leaf, expired, renewed])).toEqual({ trust: 'trusted', path: [0, 2] })
    expect(trust([leaf, renewed, expired])).toEqual({ trust: 'trusted', path: [0, 1] })
  })
})
