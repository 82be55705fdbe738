import type { Application } from './change.ts'

/** An application in the directory, with who owns it. */
export class Registration {
  /** Client IDs of the applications whose service principals are owners. */
  owners: readonly string[]
  /** GUID; undefined is found from every tenant. */
  readonly tenant: string | undefined
  /** A PATCH is accepted with 204 and never takes. */
  ignoresPatches = false
  /** That many reads after a PATCH still answer what was there before. */
  staleReads = 0
  #application: Application
  #before: { readonly application: Application; reads: number } | undefined

  constructor(application: Application, owners: readonly string[], tenant: string | undefined) {
    this.#application = application
    this.owners = owners
    this.tenant = tenant
  }

  /** As it is, whatever a read still answers. */
  get application(): Application {
    return this.#application
  }

  get id(): string {
    return String(this.#application['id'])
  }

  get appId(): string {
    return String(this.#application['appId'])
  }

  /** An administrator's change in the portal, seen at once. */
  edit(properties: Application): void {
    this.#application = { ...this.#application, ...properties }
  }

  /** What a read answers: a replica may not have the last change yet. */
  read(): Application {
    if (!this.#before || this.#before.reads === 0) return this.#application
    this.#before.reads--
    return this.#before.application
  }

  /** A change over Graph, which accepts it. */
  patch(application: Application): void {
    if (this.ignoresPatches) return
    this.#before = { application: this.#application, reads: this.staleReads }
    this.#application = application
  }
}
