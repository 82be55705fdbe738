import { randomUUID } from 'node:crypto'
import type { Server } from 'node:https'
import type { Authority } from '../certificates/index.ts'
import { GRAPH_HOSTS } from '../entra/clouds.ts'
import type { EntraStandIn } from '../entra/index.ts'
import { type Answer, HttpsStandIn, listen, type ReceivedRequest } from '../https-server.ts'
import { wholeApplication } from './application.ts'
import { authenticate, type Caller, demandRole } from './caller.ts'
import { type Application, changed } from './change.ts'
import { PROPERTIES } from './properties.ts'
import { badRequest, errorBody, GUID, insufficientPrivileges, notFound, Refusal } from './refusal.ts'
import { Registration } from './registration.ts'

export { exposedScope, permissions } from './application.ts'
export type { Application } from './change.ts'
export { badGateway, serverError, throttled } from './refusal.ts'
export type { Registration } from './registration.ts'

const READ = ['Application.Read.All', 'Application.ReadWrite.All', 'Application.ReadWrite.OwnedBy']
const WRITE = ['Application.ReadWrite.All', 'Application.ReadWrite.OwnedBy']

export interface GraphOptions {
  readonly authority: Authority
  /** Issues the access tokens. */
  readonly entra: EntraStandIn
  /** More names for the certificate beside localhost and the Graph hosts of every cloud. */
  readonly hosts?: readonly string[]
}

export async function startGraph({ authority, entra, hosts = [] }: GraphOptions): Promise<GraphStandIn> {
  const names = [...GRAPH_HOSTS, ...hosts]
  const graph = new GraphStandIn(await listen(authority, names), entra)
  for (const resource of [graph.url, ...names.map((host) => `https://${host}`)]) entra.resources.add(resource)
  return graph
}

/** The applications of Microsoft Graph v1.0: reads and changes whole objects with Graph's semantics, permissions and refusals. */
export class GraphStandIn extends HttpsStandIn {
  readonly #entra: EntraStandIn
  readonly #registrations: Registration[] = []

  constructor(server: Server, entra: EntraStandIn) {
    super(server)
    this.#entra = entra
  }

  /** Registers an application. Properties that are not given have values as a used application has them. */
  addApplication(
    properties: Application = {},
    { owners = [], tenant }: { readonly owners?: readonly string[]; readonly tenant?: string } = {},
  ): Registration {
    const registration = new Registration(wholeApplication(properties), owners, tenant)
    this.#registrations.push(registration)
    return registration
  }

  protected override async answer(request: ReceivedRequest): Promise<Answer> {
    const requestId = randomUUID()
    const clientRequestId = String(request.headers['client-request-id'] ?? requestId)
    const headers = {
      'request-id': requestId,
      'client-request-id': clientRequestId,
      'cache-control': 'no-cache',
    }
    try {
      const { status, body } = await this.#route(request)
      return { status, headers, body }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const { status, code, message } = error
      return { status, headers, body: errorBody(code, message, requestId, clientRequestId) }
    }
  }

  async #route(request: ReceivedRequest): Promise<Answer> {
    const { method, url, headers, host } = request
    const path = decodeURIComponent(url.pathname)
    const key = /^\/v1\.0\/applications(?:\(appId='([^']*)'\)|\/([^/]+))$/.exec(path)
    const caller = await authenticate(headers.authorization, {
      jwks: this.#entra.jwks,
      audience: `https://${host}`,
    })
    if (!key || (method !== 'GET' && method !== 'PATCH')) {
      this.violations.push(`unknown route ${method} ${path}`)
      throw badRequest(`Resource not found for the segment '${path.split('/')[2]}'.`, 'BadRequest')
    }
    demandRole(caller, method === 'GET' ? READ : WRITE)
    const registration = this.#find(caller, key[1], key[2])
    return method === 'GET' ? this.#read(registration, request) : this.#change(registration, caller, request)
  }

  #find(caller: Caller, appId: string | undefined, id: string | undefined): Registration {
    if (appId !== undefined && !GUID.test(appId))
      throw badRequest("Invalid value specified for property 'appId' of resource 'Application'.")
    if (id !== undefined && !GUID.test(id)) throw badRequest(`Invalid object identifier '${id}'.`)
    const wanted = (appId ?? id!).toLowerCase()
    const found = this.#registrations.find(
      ({ application, tenant }) =>
        String(application[appId === undefined ? 'id' : 'appId']).toLowerCase() === wanted &&
        (tenant === undefined || tenant === caller.tenant),
    )
    if (!found) throw notFound(appId ?? id!)
    return found
  }

  /** @see https://learn.microsoft.com/en-us/graph/api/application-get */
  #read(registration: Registration, { url, host }: ReceivedRequest): Answer {
    for (const option of url.searchParams.keys()) {
      if (option !== '$select') this.violations.push(`unknown query option ${option}`)
    }
    const select = url.searchParams.get('$select')?.split(',')
    const unknown = select?.find((name) => !Object.hasOwn(PROPERTIES, name))
    if (unknown !== undefined)
      throw badRequest(
        `Parsing OData Select and Expand failed: Could not find a property named '${unknown}' on type 'microsoft.graph.application'.`,
        'BadRequest',
      )
    const application = registration.read()
    const names = select ?? Object.keys(application)
    const context = `https://${host}/v1.0/$metadata#applications${select ? `(${select.join(',')})` : ''}/$entity`
    return {
      status: 200,
      body: {
        '@odata.context': context,
        ...Object.fromEntries(names.map((name) => [name, application[name]])),
      },
    }
  }

  #change(registration: Registration, caller: Caller, request: ReceivedRequest): Answer {
    const isOwner = registration.owners.includes(caller.clientId)
    if (!caller.roles.includes('Application.ReadWrite.All') && !isOwner) throw insufficientPrivileges()
    this.#checkContentType(request)
    const application = changed(registration.application, request.body)
    registration.patch(application)
    return { status: 204 }
  }

  #checkContentType({ headers }: ReceivedRequest): void {
    const contentType = headers['content-type']
    if (/^application\/json\b/i.test(contentType ?? '')) return
    this.violations.push(`a PATCH as ${contentType}`)
    throw badRequest(
      'Write requests (excluding DELETE) must contain the Content-Type header declaration.',
      'BadRequest',
    )
  }
}
