/** The real services that the environment names; undefined where the stand-in takes their place. */
export interface Settings {
  readonly github?: GitHubSettings | undefined
  readonly azure?: AzureSettings | undefined
}

export interface GitHubSettings {
  /** Root of the REST API. */
  readonly apiUrl: string
  readonly serverUrl: string
  /** owner/name */
  readonly repository: string
  readonly token: string
}

export interface AzureSettings {
  readonly tenantId: string
  /** Of the app registration that is checked and changed. */
  readonly clientId: string
  /** Of the application that signs in. */
  readonly callerId: string
  readonly credential: AzureCredential
}

export type AzureCredential =
  | { readonly kind: 'secret'; readonly secret: string }
  /** The job's own OIDC token. */
  | { readonly kind: 'federated'; readonly requestUrl: string; readonly requestToken: string }

export const NEEDED = `To run against the services themselves, set in the environment:
  ACCEPTANCE_ALLOW_WRITES    "true": branches and pull requests are made and closed, and an app registration is changed and put back
GitHub:
  ACCEPTANCE_REPOSITORY      owner/name of a scratch repository: its name ends in "-acceptance", or it has the topic "acceptance"
  ACCEPTANCE_TOKEN           a fine-grained token for it with "contents" and "pull requests" read and write
  GITHUB_API_URL             only for GitHub Enterprise Server: https://host/api/v3
Entra ID:
  ACCEPTANCE_TENANT_ID       the tenant
  ACCEPTANCE_CLIENT_ID       a test app registration, whose display name ends in "-acceptance"
  ACCEPTANCE_CALLER_ID       the application that signs in, with Application.ReadWrite.OwnedBy and as an owner of the other
  ACCEPTANCE_CALLER_SECRET   its client secret; without it the job's OIDC token is used ("id-token: write")
docs/acceptance.md shows how to make them.`

type Environment = Readonly<Record<string, string | undefined>>

const GITHUB = ['ACCEPTANCE_REPOSITORY', 'ACCEPTANCE_TOKEN'] as const
const AZURE = ['ACCEPTANCE_TENANT_ID', 'ACCEPTANCE_CLIENT_ID', 'ACCEPTANCE_CALLER_ID'] as const

/**
 * @param demanded both services must be real, so that a run that has lost its secrets does not pass on the stand-ins
 * @throws Error with all that is missing or wrong, without any secret
 */
export function readSettings(environment: Environment, demanded: boolean): Settings {
  const problems: string[] = []
  const isWanted = (names: readonly string[]) => demanded || names.some((name) => environment[name])
  const need = (names: readonly string[]) =>
    problems.push(...names.filter((name) => !environment[name]).map((name) => `${name} is not set.`))
  const wantsGitHub = isWanted(GITHUB)
  const wantsAzure = isWanted(AZURE)
  if (wantsGitHub) need(GITHUB)
  if (wantsAzure) need(AZURE)
  if ((wantsGitHub || wantsAzure) && environment['ACCEPTANCE_ALLOW_WRITES'] !== 'true')
    problems.push('ACCEPTANCE_ALLOW_WRITES is not "true".')
  const github = wantsGitHub ? readGitHub(environment, problems) : undefined
  const azure = wantsAzure ? readAzure(environment, problems) : undefined
  if (problems.length > 0) throw new Error(`${problems.join('\n')}\n\n${NEEDED}`)
  return { github, azure }
}

function readGitHub(environment: Environment, problems: string[]): GitHubSettings {
  const apiUrl = environment['GITHUB_API_URL'] || 'https://api.github.com'
  const repository = environment['ACCEPTANCE_REPOSITORY'] ?? ''
  const url = URL.parse(apiUrl)
  if (url?.protocol !== 'https:' || !/^(?:\/|\/api\/v3)$/.test(url.pathname))
    problems.push('GITHUB_API_URL is neither https://api.github.com nor https://host/api/v3.')
  if (repository && !/^[\w.-]+\/[\w.-]+$/.test(repository))
    problems.push('ACCEPTANCE_REPOSITORY is not owner/name.')
  return {
    apiUrl,
    serverUrl:
      environment['GITHUB_SERVER_URL'] ||
      (url?.host === 'api.github.com' ? 'https://github.com' : `https://${url?.host}`),
    repository,
    token: environment['ACCEPTANCE_TOKEN'] ?? '',
  }
}

function readAzure(environment: Environment, problems: string[]): AzureSettings {
  const [tenantId, clientId, callerId] = AZURE.map((name) => environment[name] ?? '') as [
    string,
    string,
    string,
  ]
  const secret = environment['ACCEPTANCE_CALLER_SECRET']
  const requestUrl = environment['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? ''
  const requestToken = environment['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? ''
  if (clientId && clientId === callerId)
    problems.push(
      'ACCEPTANCE_CLIENT_ID and ACCEPTANCE_CALLER_ID are the same: the application must not change itself.',
    )
  if (!secret && !(requestUrl && requestToken))
    problems.push('ACCEPTANCE_CALLER_SECRET is not set, and this is no job with "id-token: write".')
  const credential = secret
    ? ({ kind: 'secret', secret } as const)
    : ({ kind: 'federated', requestUrl, requestToken } as const)
  return { tenantId, clientId, callerId, credential }
}
