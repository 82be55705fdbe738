import { ask } from './json-client.ts'
import type { Ledger } from './ledger.ts'
import type { AzureSide } from './world.ts'

type Application = Readonly<Record<string, unknown>>

/** What the stories change, and what is put back. */
export interface Changeable {
  readonly redirectUris: readonly string[]
  readonly isFallbackPublicClient: boolean | null
}

/** The app registration for tests, and what an administrator does with it, through Graph. */
export class TestRegistration {
  readonly #azure: AzureSide
  readonly #ledger: Ledger
  #token: string | undefined

  constructor(azure: AzureSide, ledger: Ledger) {
    this.#azure = azure
    this.#ledger = ledger
  }

  /**
   * Remembers how it is, so that it can be put back. Nothing is written to a registration that people use.
   * @throws Error
   */
  async remember(): Promise<Changeable> {
    const application = await this.read()
    const { displayName } = application
    if (!/-acceptance$/.test(String(displayName)))
      throw new Error(
        `The app registration ${this.#azure.clientId} does not say that it is for tests: its display name does not end in "-acceptance". Nothing was written.`,
      )
    const before = this.#ledger.registration ?? changeable(application)
    // What a story, or a run, before this one has changed since is not how it was.
    this.#ledger.setRegistration(before)
    return before
  }

  /** Everything that Graph says of it. */
  async read(): Promise<Application> {
    return this.#graph('GET', `/v1.0/applications(appId='${this.#azure.clientId}')`)
  }

  async change({ redirectUris, isFallbackPublicClient }: Changeable): Promise<void> {
    const { id } = await this.read()
    await this.#graph('PATCH', `/v1.0/applications/${id}`, {
      publicClient: { redirectUris },
      isFallbackPublicClient,
    })
  }

  /** @returns what could not be put back, and how it was */
  async putBack(): Promise<string[]> {
    const before = this.#ledger.registration
    if (!before) return []
    try {
      await this.change(before)
      this.#ledger.setRegistration(undefined)
      return []
    } catch (error) {
      const { redirectUris, isFallbackPublicClient } = before
      return [
        `Put the app registration ${this.#azure.clientId} back by hand: mobile and desktop redirect URIs ${redirectUris.join(' ') || 'none'}, public client flows ${isFallbackPublicClient}: ${(error as Error).message}`,
      ]
    }
  }

  async #graph(method: string, url: string, body?: object): Promise<Application> {
    this.#token ??= await this.#signIn()
    const headers = { authorization: `Bearer ${this.#token}` }
    return ask(this.#azure.graph, { method, url, headers, ...(body ? { body } : {}) })
  }

  async #signIn(): Promise<string> {
    const { tenantId, callerId, entra, graph } = this.#azure
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: callerId,
      scope: `https://${graph.host}/.default`,
      ...(await this.#proof()),
    })
    const url = `/${tenantId}/oauth2/v2.0/token`
    return (await ask(entra, { method: 'POST', url, body: form.toString() })).access_token
  }

  /** @see https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
  async #proof(): Promise<Record<string, string>> {
    const { credential, runner } = this.#azure
    if (credential.kind === 'secret') return { client_secret: credential.secret }
    const url = new URL(credential.requestUrl)
    url.searchParams.set('audience', 'api://AzureADTokenExchange')
    const headers = { authorization: `Bearer ${credential.requestToken}` }
    const { value } = await ask(runner!, { method: 'GET', url: url.pathname + url.search, headers })
    return {
      client_assertion: value,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    }
  }
}

export function changeable(application: Application): Changeable {
  const { publicClient, isFallbackPublicClient } = application
  const { redirectUris = [] } = (publicClient ?? {}) as { readonly redirectUris?: readonly string[] }
  return { redirectUris, isFallbackPublicClient: (isFallbackPublicClient ?? null) as boolean | null }
}
