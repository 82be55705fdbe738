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
}

export async function startRunnerOidc({
  authority,
  issuer = 'https://token.actions.githubusercontent.com',
  repository = 'acme/connections-config',
  ref = 'refs/heads/main',
}: RunnerOidcOptions): Promise<RunnerOidcStandIn> {
  const server = await listen(authority, [new URL(issuer).hostname])
  const keys = [await createSigningKey(), await createSigningKey()] as const
  return new RunnerOidcStandIn(server, keys, issuer, { repository, ref })
}

/**
 * The Actions runner's endpoint for OIDC tokens, and the issuer's public documents that verify them.
 * @see https://docs.github.com/en/actions/reference/openid-connect-reference
 */
export class RunnerOidcStandIn extends HttpsStandIn {
  readonly issuer: string
  /** Subject of the tokens. */
  readonly subject: string
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
  readonly #workflow: { readonly repository: string; readonly ref: string }

  constructor(
    server: Server,
    keys: readonly [SigningKey, SigningKey],
    issuer: string,
    workflow: { readonly repository: string; readonly ref: string },
  ) {
    super(server)
    this.#keys = keys
    this.#workflow = workflow
    this.issuer = issuer
    this.subject = `repo:${workflow.repository}:ref:${workflow.ref}`
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
    const [owner] = repository.split('/')
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
      repository_owner: owner,
      repository_owner_id: '1001',
      repository_id: '2002',
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
