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

  /** Of the addresses that outlive a rename, "/repositories/1". */
  number(repository: RepositoryStandIn): number {
    return this.all().indexOf(repository) + 1
  }

  /** "/repositories/1/pulls" as "/repos/acme/config/pulls"; every other path as it is. */
  named(pathname: string): string {
    return pathname.replace(/^\/repositories\/(\d+)(?=\/|$)/, (path, number) => {
      const repository = this.all()[Number(number) - 1]
      return repository ? `/repos/${repository.fullName}` : path
    })
  }

  all(): RepositoryStandIn[] {
    return [...new Set(this.#byName.values())]
  }
}
