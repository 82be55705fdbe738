import type { Service } from './service.ts'
import type { AzureSettings, GitHubSettings } from './settings.ts'

/** GitHub, or the stand-in for it. */
export interface GitHubSide extends GitHubSettings {
  readonly isReal: boolean
  readonly service: Service
  /** What the stand-in knows that the service would not put up with. */
  readonly violations: () => readonly string[]
  readonly stop: () => Promise<void>
}

/** Entra ID and Graph, or the stand-ins for them. */
export interface AzureSide extends AzureSettings {
  readonly isReal: boolean
  readonly entra: Service
  readonly graph: Service
  /** The endpoint of the job's OIDC tokens, where they are used. */
  readonly runner: Service | undefined
  readonly violations: () => readonly string[]
  readonly stop: () => Promise<void>
}

export interface World {
  readonly github: GitHubSide
  readonly azure: AzureSide
}

const REAL = { isReal: true, violations: () => [], stop: async () => undefined } as const

export function realGitHub(settings: GitHubSettings): GitHubSide {
  return { ...settings, ...REAL, service: { name: 'github', ...addressOf(settings.apiUrl) } }
}

export function realAzure(settings: AzureSettings): AzureSide {
  const { credential } = settings
  return {
    ...settings,
    ...REAL,
    entra: { name: 'entra', host: LOGIN },
    graph: { name: 'graph', host: GRAPH },
    runner:
      credential.kind === 'federated' ? { name: 'runner', ...addressOf(credential.requestUrl) } : undefined,
  }
}

export const LOGIN = 'login.microsoftonline.com'
export const GRAPH = 'graph.microsoft.com'

/** Host and port of a url. */
export function addressOf(url: string): { readonly host: string; readonly port?: number } {
  const { hostname: host, port } = new URL(url)
  return port ? { host, port: Number(port) } : { host }
}

export function servicesOf({ github, azure }: World): readonly Service[] {
  return [github.service, azure.entra, azure.graph, ...(azure.runner ? [azure.runner] : [])]
}

/** What must be nowhere but in requests. */
export function secretsOf({ github, azure: { credential } }: World): string[] {
  return [github.token, credential.kind === 'secret' ? credential.secret : credential.requestToken]
}
