import type { RepositoryStandIn } from './repository.ts'

/** The repositories of a server, by each of their names and by node ID. */
export class Repositories {
  readonly #byName = new Map<string, RepositoryStandIn>()

  add(repository: RepositoryStandIn): void {
    for (const name of repository.names) this.#byName.set(name.toLowerCase(), repository)
  }

  find(nameOrId: string): RepositoryStandIn | undefined {
    const named = this.#byName.get(nameOrId.toLowerCase())
    return named ?? this.all().find(({ nodeId }) => nodeId === nameOrId)
  }

  all(): RepositoryStandIn[] {
    return [...new Set(this.#byName.values())]
  }
}
