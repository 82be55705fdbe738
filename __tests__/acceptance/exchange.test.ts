import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { messageOf, requestName } from '../../scripts/acceptance/exchange.ts'
import { merged, structureOf } from '../../scripts/acceptance/structure.ts'

const json = (value: unknown) => Buffer.from(JSON.stringify(value))
const NOTHING = Buffer.alloc(0)

describe('the name of a request', () => {
  test.each([
    [
      'GET',
      '/api/v3/repos/acme/secret-name/contents/a/b/mobile-config.xml?ref=x',
      'GET /api/v3/repos/{}/contents/{} ?ref',
    ],
    ['GET', '/repos/acme/x/pulls/17', 'GET /repos/{}/pulls/{}'],
    [
      'GET',
      "/v1.0/applications(appId='b850bc0a-0893-4cd7-8e22-9738a43c585d')?$select=id",
      'GET /v1.0/applications({}) ?$select',
    ],
    ['POST', '/acme.example/oauth2/v2.0/token', 'POST /{}/oauth2/v2.0/token'],
  ])('%s %s has no name, number or ID of anybody in it', (method, url, wanted) => {
    expect(requestName(method, url, NOTHING)).toBe(wanted)
  })

  test('tells what GraphQL is asked for', () => {
    const query =
      'mutation { one: createRef(input: {}) { clientMutationId } addComment(input: {}) { subject { id } } }'
    expect(requestName('POST', '/api/graphql', json({ query }))).toBe(
      'POST /api/graphql createRef addComment',
    )
  })
})

describe('the shape of a message', () => {
  test('has the keys and types of a form', () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' }
    expect(messageOf({ headers, body: Buffer.from('client_secret=abc&scope=x') })).toEqual({
      headers: ['content-type'],
      mediaType: 'application/x-www-form-urlencoded',
      structure: structureOf({ client_secret: '', scope: '' }),
    })
  })

  test('never holds a value, wherever in headers and body it is', () => {
    const secret = 'ghs_S3cr3tValue'
    const leaf = fc.constantFrom<unknown>(secret, `https://host/?token=${secret}`, null, true)
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc.array(tie('tree')),
        fc.dictionary(fc.constantFrom('id', 'body', '@odata.context', `a key with ${secret}`), tie('tree')),
      ),
    }))
    fc.assert(
      fc.property(tree, (value) => {
        const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
        expect(JSON.stringify(messageOf({ headers, body: json(value) }))).not.toContain(secret)
      }),
    )
  })

  test('has no key that is an ID', () => {
    const body = json({ 'b850bc0a-0893-4cd7-8e22-9738a43c585d': 1, '4711': 2 })
    expect(messageOf({ headers: {}, body }).structure).toEqual({
      types: ['object'],
      fields: { '*': { structure: { types: ['number'] }, isAlways: true } },
    })
  })

  test('is kept without a structure when it is no JSON', () => {
    const headers = { 'content-type': 'text/html' }
    expect(messageOf({ headers, body: Buffer.from('<p>secret</p>') })).toEqual({
      headers: ['content-type'],
      mediaType: 'text/html',
    })
  })
})

test('two structures merged have the types of both, and know which keys are always there', () => {
  const both = merged(
    structureOf({ id: 1, labels: [] }),
    structureOf({ id: null, labels: ['a'], more: true }),
  )
  expect(both).toEqual({
    types: ['object'],
    fields: {
      id: { structure: { types: ['null', 'number'] }, isAlways: true },
      labels: { structure: { types: ['array'], items: { types: ['string'] } }, isAlways: true },
      more: { structure: { types: ['boolean'] }, isAlways: false },
    },
  })
})
