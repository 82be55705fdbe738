import { type GraphQLField, type GraphQLNamedType, getNamedType, isAbstractType, isObjectType } from 'graphql'
import { expect, test } from 'vitest'
import { SCHEMA } from './graphql/schema.ts'
import { useGitHub } from './use-github.ts'

const world = useGitHub()

type Field = GraphQLField<unknown, unknown>

/** Deep enough for the name of a label of a pull request of the repository of a pull request. */
const DEPTH = 7

/** Everything that can be asked for below a type, once by itself and not again inside of itself. */
class Everything {
  readonly asked = new Set<string>()
  readonly #values: Readonly<Record<string, string>>

  constructor(values: Readonly<Record<string, string>>) {
    this.#values = values
  }

  selection(type: GraphQLNamedType, depth = DEPTH, above: readonly string[] = []): string {
    if (isAbstractType(type)) {
      const parts = SCHEMA.getPossibleTypes(type).map(
        (possible) => `... on ${possible.name} { __typename ${this.selection(possible, depth, above)} }`,
      )
      return ['__typename', ...parts].join(' ')
    }
    if (!isObjectType(type) || depth === 0 || above.includes(type.name)) return '__typename'
    const fields = Object.values(type.getFields()).filter(({ deprecationReason }) => !deprecationReason)
    return fields.map((field) => this.#field(type.name, field, depth, [...above, type.name])).join(' ')
  }

  #field(typeName: string, field: Field, depth: number, above: readonly string[]): string {
    this.asked.add(`${typeName}.${field.name}`)
    const inner = getNamedType(field.type)
    const isComposite = isObjectType(inner) || isAbstractType(inner)
    const selection = isComposite ? ` { ${this.selection(inner, depth - 1, above)} }` : ''
    // Two types of one selection may have the same name for different things.
    return `${typeName}_${field.name}: ${field.name}${this.#arguments(field, inner)}${selection}`
  }

  #arguments({ args, name: field }: Field, inner: GraphQLNamedType): string {
    const texts = args.flatMap(({ name }) => {
      const value = this.#values[`${field}.${name}`] ?? this.#values[name]
      return value === undefined ? [] : [`${name}: ${value}`]
    })
    const all = [...texts, ...(inner.name.endsWith('Connection') ? ['first: 2'] : [])]
    return all.length > 0 ? `(${all.join(', ')})` : ''
  }
}

test('each field of the extract is answered', async () => {
  const { github, repository, name, ask } = await world({ files: { a: 'x' } })
  const [owner, repo] = name.split('/')
  const head = { ref: 'sso', sha: await repository.push('sso', { a: 'y' }) }
  await repository.git('-c', 'user.name=P', '-c', 'user.email=p@x', 'tag', '-a', 'v1', '-m', 'T', head.sha)
  repository.openPull({ title: 'T', base: { ref: 'main' }, head })
  const pull = repository.pull(1)
  pull.labels.push('bug')
  pull.assignees.push('hubot')
  pull.reviewers.push('hubot')
  pull.teamReviewers.push('mobile-admins')
  pull.comments.push({ login: 'github-actions[bot]', body: 'Hello' })
  repository.closePull(1)
  const everything = new Everything({
    id: `"${repository.nodeId}"`,
    owner: `"${owner}"`,
    name: `"${repo}"`,
    'label.name': '"bug"',
    number: '1',
    login: '"octocat"',
    'organization.login': '"acme"',
    expression: '"v1"',
    path: '"a"',
    qualifiedName: '"sso"',
    headRef: '"main"',
    slug: '"mobile-admins"',
  })
  const { errors } = await ask(`{ ${everything.selection(SCHEMA.getQueryType()!)} }`)
  expect(errors).toBeUndefined()
  const published = Object.values(SCHEMA.getTypeMap()).filter(
    (type) => isObjectType(type) && !/^(__|Mutation$)|Payload$|Edge$/.test(type.name),
  )
  const fields = published.flatMap((type) =>
    Object.values((type as { getFields(): Record<string, Field> }).getFields())
      .filter(({ deprecationReason }) => !deprecationReason)
      .map((field) => `${type.name}.${field.name}`),
  )
  expect(fields.filter((field) => !everything.asked.has(field))).toEqual([])
  expect(github.violations).toEqual([])
})
