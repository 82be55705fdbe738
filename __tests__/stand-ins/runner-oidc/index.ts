import { randomUUID } from 'node:crypto'
import type { Server } from 'node:https'
import type { Authority } from '../certificates/index.ts'
import { type Answer, HttpsStandIn, listen, type ReceivedRequest } from '../https-server.ts'
import { createSigningKey, type SigningKey, sign } from '../signing-key.ts'

const LIFETIME_SECONDS = 300

export interface RunnerOidcOptions {
  readonly authority: Authority
  /** GitHub Enterprise Server has another one. */
  readonly issuer?: string
  /** owner/name of the repository whose workflow runs. */
  readonly repository?: string
  readonly ref?: string
  /**
   * With "ids" subjects hold the IDs of owner and repository, as on github.com for repositories made or renamed since July 2026;
   * GitHub Enterprise Server knows "names" only.
   * @see https://learn.microsoft.com/en-us/entra/workload-id/workload-identities-github-immutable-subjects
   */
  readonly subjects?: 'names' | 'ids'
}

/** A repository as far as GitHub's API says what is in the subject. */
export interface RepositoryAnswer {
  readonly id: number
  readonly name: string
  readonly owner: { readonly id: number; readonly login: string }
}

export async function startRunnerOidc({
  authority,
  issuer = 'https://token.actions.githubusercontent.com',
  repository = 'acme/connections-config',
  ref = 'refs/heads/main',
  subjects = 'names',
}: RunnerOidcOptions): Promise<RunnerOidcStandIn> {
  const server = await listen(authority, [new URL(issuer).hostname])
  const keys = [await createSigningKey(), await createSigningKey()] as const
  return new RunnerOidcStandIn(server, keys, issuer, { repository, ref, subjects })
}

type Workflow = Required<Pick<RunnerOidcOptions, 'repository' | 'ref' | 'subjects'>>

/**
 * The Actions runner's endpoint for OIDC tokens, and the issuer's public documents that verify them.
 * @see https://docs.github.com/en/actions/reference/openid-connect-reference
 */
export class RunnerOidcStandIn extends HttpsStandIn {
  readonly issuer: string
  /** Subject of the tokens. */
  readonly subject: string
  /** What GitHub's API answers for the repository, and for its subjects at actions/oidc/customization/sub. */
  readonly repository: RepositoryAnswer
  readonly customization: { readonly use_default: boolean; readonly use_immutable_subject: boolean }
  /** What the runner sets for a job with "id-token: write". */
  readonly environment: {
    readonly ACTIONS_ID_TOKEN_REQUEST_URL: string
    readonly ACTIONS_ID_TOKEN_REQUEST_TOKEN: string
  }
  /** Claims that are other than usual: `exp` of the past, another `sub`. */
  claims: Readonly<Record<string, unknown>> = {}
  /** Signs with a key that the issuer does not publish. */
  signsWithUnknownKey = false
  readonly #keys: readonly [published: SigningKey, unknown: SigningKey]
  readonly #workflow: Workflow

  constructor(server: Server, keys: readonly [SigningKey, SigningKey], issuer: string, workflow: Workflow) {
    super(server)
    this.#keys = keys
    this.#workflow = workflow
    this.issuer = issuer
    const [login = '', name = ''] = workflow.repository.split('/')
    this.repository = { id: 2002, name, owner: { id: 1001, login } }
    this.customization = { use_default: true, use_immutable_subject: workflow.subjects === 'ids' }
    const [owner, repository] =
      workflow.subjects === 'ids'
        ? [`${login}@${this.repository.owner.id}`, `${name}@${this.repository.id}`]
        : [login, name]
    this.subject = `repo:${owner}/${repository}:ref:${workflow.ref}`
    this.environment = {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${this.url}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: `runner-${randomUUID()}`,
    }
  }

  /** A token as the endpoint answers it. */
  async token(audience: string): Promise<string> {
    const [published, unknown] = this.#keys
    return sign(this.signsWithUnknownKey ? unknown : published, {
      ...this.#usualClaims(audience),
      ...this.claims,
    })
  }

  protected override async answer({ method, url, headers }: ReceivedRequest): Promise<Answer> {
    switch (`${method} ${url.pathname}`) {
      case 'GET /token': {
        if (headers.authorization !== `Bearer ${this.environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN}`)
          return { status: 401, body: { message: 'Not authorized' } }
        if (url.searchParams.get('api-version') !== '2.0')
          this.violations.push(`a token request without the query of its address: ${url.search}`)
        const audience =
          url.searchParams.get('audience') ?? `https://github.com/${this.#workflow.repository.split('/')[0]}`
        const value = await this.token(audience)
        return { status: 200, body: { count: value.length, value } }
      }
      case 'GET /.well-known/openid-configuration':
        return { status: 200, body: this.#document() }
      case 'GET /.well-known/jwks':
        return { status: 200, body: this.#keys[0].jwks }
      default:
        this.violations.push(`unknown route ${method} ${url.pathname}`)
        return { status: 404, body: { message: 'Not Found' } }
    }
  }

  #document(): object {
    return {
      issuer: this.issuer,
      jwks_uri: `${this.issuer}/.well-known/jwks`,
      subject_types_supported: ['public', 'pairwise'],
      response_types_supported: ['id_token'],
      claims_supported: Object.keys(this.#usualClaims('')),
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid'],
    }
  }

  #usualClaims(audience: string): Readonly<Record<string, unknown>> {
    const { repository, ref } = this.#workflow
    const now = Math.floor(Date.now() / 1000)
    const workflowRef = `${repository}/.github/workflows/mobile-sso.yml@${ref}`
    const sha = 'f0e1d2c3b4a5968778695a4b3c2d1e0ff0e1d2c3'
    return {
      jti: randomUUID(),
      sub: this.subject,
      aud: audience,
      ref,
      sha,
      repository,
      repository_owner: this.repository.owner.login,
      repository_owner_id: String(this.repository.owner.id),
      repository_id: String(this.repository.id),
      repository_visibility: 'private',
      run_id: '3003',
      run_number: '7',
      run_attempt: '1',
      actor: 'octocat',
      actor_id: '583231',
      workflow: 'Mobile SSO',
      workflow_ref: workflowRef,
      workflow_sha: sha,
      job_workflow_ref: workflowRef,
      job_workflow_sha: sha,
      head_ref: '',
      base_ref: '',
      event_name: 'workflow_dispatch',
      ref_protected: 'true',
      ref_type: 'branch',
      runner_environment: 'github-hosted',
      iss: this.issuer,
      nbf: now - LIFETIME_SECONDS,
      exp: now + LIFETIME_SECONDS,
      iat: now,
    }
  }
}
