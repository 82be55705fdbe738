import { Kind, type SelectionNode, valueFromASTUntyped } from 'graphql'
import type { Repositories } from '../repositories.ts'
import type { RepositoryStandIn } from '../repository.ts'
import { type GraphqlRequest, parsed } from './answer.ts'

export interface Subjects {
  /** The fields of the operation itself, as "createRef", in their order. */
  readonly fields: readonly string[]
  /** What the request is about, as far as it names it; only these are locked while it is executed. */
  readonly repositories: readonly RepositoryStandIn[]
}

/** What a request says of itself before it is executed. */
export function subjectsOf(request: GraphqlRequest, all: Repositories): Subjects {
  const variables = request.variables ?? {}
  const selections =
    parsed(request)?.definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [],
    ) ?? []
  const fields = selections.filter((selection) => selection.kind === Kind.FIELD)
  const named = fields
    .map((field) => all.find(`${argument(field, 'owner', variables)}/${argument(field, 'name', variables)}`))
    .filter((repository) => repository !== undefined)
  const text = JSON.stringify(request)
  const byId = all.all().filter(({ nodeId }) => text.includes(nodeId.slice(2)))
  const byName = all.all().filter(({ names }) => names.some((name) => mentions(text, name)))
  return {
    fields: fields.map(({ name }) => name.value),
    repositories: [...new Set([...named, ...byId, ...byName])],
  }
}

function argument(
  field: SelectionNode & { readonly kind: Kind.FIELD },
  name: string,
  variables: Readonly<Record<string, unknown>>,
): unknown {
  const given = field.arguments?.find((candidate) => candidate.name.value === name)
  return given ? valueFromASTUntyped(given.value, variables) : undefined
}

function mentions(text: string, name: string): boolean {
  const index = text.indexOf(name)
  return index >= 0 && !/[\w.-]/.test(text[index + name.length] ?? '')
}
