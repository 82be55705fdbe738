import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { extractSchema } from '../../scripts/github-schema/extract.ts'
import { USED } from '../../scripts/github-schema/used.ts'

const PUBLISHED = `
"""The root."""
type Query {
  """By its id."""
  node("Its id." id: ID!, unused: Int): Node
  count(most: Int!, least: Int = 1): Int! @deprecated(reason: "Counted elsewhere.")
  search(filter: Filter!): Result @preview(toggledBy: "x")
  more: Other
}
directive @preview(toggledBy: String!) on FIELD_DEFINITION
interface Node { id: ID! }
interface Other { name: String! }
type Item implements Node & Other { id: ID! name: String! state: State! }
type Hidden implements Node { id: ID! }
union Result = Item | Hidden
enum State { OPEN "No more." CLOSED }
input Filter { text: String! state: State first: Int = 3 }
scalar Unused
`

describe('the extract of a schema', () => {
  test('has what is used, with its deprecations, and neither prose nor anything else', () => {
    const used = {
      Query: 'node(id) count(most) search(filter)',
      Node: 'id',
      Item: 'id state',
      Filter: 'text state',
    }
    expect(extractSchema(PUBLISHED, used)).toBe(`input Filter {
  text: String!
  state: State
}

type Item implements Node {
  id: ID!
  state: State!
}

interface Node {
  id: ID!
}

type Query {
  node(id: ID!): Node
  count(most: Int!): Int! @deprecated(reason: "Counted elsewhere.")
  search(filter: Filter!): Result
}

union Result = Item

enum State {
  OPEN
  CLOSED
}
`)
  })

  test('has of an enum the values that are named', () => {
    const used = { Query: 'node(id)', Node: 'id', Item: 'id state', State: 'OPEN' }
    expect(extractSchema(PUBLISHED, used)).toContain('enum State {\n  OPEN\n}')
  })

  test.each([
    [
      'a type that is not published',
      { Query: 'node(id)', Node: 'id', Thing: 'id' },
      'Thing is not in the published schema.',
    ],
    [
      'a field that is not published',
      { Query: 'node(id) nodes', Node: 'id' },
      'Query.nodes is not in the published schema.',
    ],
    [
      'an argument that is not published',
      { Query: 'node(id at)', Node: 'id' },
      'Query.node.at is not in the published schema.',
    ],
    [
      'a value that is not published',
      { Query: 'node(id)', Node: 'id', Item: 'id state', State: 'OPEN GONE' },
      'State.GONE is not in the published schema.',
    ],
    ['a field without what it requires', { Query: 'count' }, 'Query.count requires most: name it, too.'],
    [
      'an input without what it requires',
      { Query: 'search(filter)', Item: 'id', Filter: 'state' },
      'Filter requires text: name it, too.',
    ],
    [
      'a type that is needed and not named',
      { Query: 'node(id)' },
      'Something refers to Node: name its fields.',
    ],
  ])('is not made of %s', (_, used, message) => {
    expect(() => extractSchema(PUBLISHED, used)).toThrow(message)
  })
})

const SOURCE = join(import.meta.dirname, '../../node_modules/@octokit/graphql-schema')
const EXTRACT = join(import.meta.dirname, '../stand-ins/github/graphql/schema.extract.graphql')

// The package has 12 MB and is no dependency: npm install --no-save @octokit/graphql-schema@15.26.1
test.skipIf(!existsSync(SOURCE))("the committed extract is what GitHub's published schema gives", () => {
  const { version } = JSON.parse(readFileSync(join(SOURCE, 'package.json'), 'utf8')) as { version: string }
  const published = readFileSync(join(SOURCE, 'schema.graphql'), 'utf8')
  expect(readFileSync(EXTRACT, 'utf8')).toBe(
    `# From @octokit/graphql-schema ${version}, schema.graphql\n\n${extractSchema(published, USED)}`,
  )
})
