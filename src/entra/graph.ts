import {
  AuthenticationHandler,
  Client,
  type Context,
  type Middleware,
} from '@microsoft/microsoft-graph-client'
import type { RegistrationPatch } from './decide.ts'
import { UnexpectedAnswerError } from './errors.ts'
import { type AppRegistration, readRegistration, SELECTED } from './registration.ts'
import type { Service } from './service.ts'

export interface GraphClient {
  /**
   * @param clientId application (client) ID
   * @see https://learn.microsoft.com/en-us/graph/api/application-get
   */
  read(clientId: string): Promise<AppRegistration>
  /** @see https://learn.microsoft.com/en-us/graph/api/application-update */
  update(objectId: string, patch: RegistrationPatch): Promise<void>
}

/** A client for Microsoft Graph v1.0. Its methods throw GraphError, {@link NoAnswerError} and {@link UnexpectedAnswerError}. */
export function connectGraph(
  graphUrl: string,
  accessToken: string,
  reading: Service,
  writing: Service,
): GraphClient {
  const clientOver = (service: Service) => {
    const authentication = new AuthenticationHandler({ getAccessToken: async () => accessToken })
    authentication.setNext(sendOver(service))
    return Client.initWithMiddleware({
      middleware: authentication,
      baseUrl: `${graphUrl}/`,
      customHosts: new Set([new URL(graphUrl).hostname]),
    })
  }
  const [reader, writer] = [clientOver(reading), clientOver(writing)]
  return {
    async read(clientId) {
      const request = reader.api(`/applications(appId='${clientId}')`).select(SELECTED)
      return readRegistration(await reading.during(request.get()))
    },
    async update(objectId, patch) {
      await writing.during(writer.api(`/applications/${objectId}`).patch(patch))
    },
  }
}

function sendOver(service: Service): Middleware {
  return {
    async execute(context: Context) {
      const url = typeof context.request === 'string' ? context.request : context.request.url
      const { method = 'GET', headers, body } = context.options ?? {}
      const answer = await service.send(url, {
        method,
        headers: Object.fromEntries(new Headers(headers)),
        ...(body ? { body: String(body) } : {}),
      })
      // What is not JSON comes from something else than Graph, whatever its status says.
      const content = answer.status === 204 ? undefined : await service.json(url, answer.clone())
      if (!answer.ok && !isGraphError(content))
        throw service.failed(
          new UnexpectedAnswerError(
            `${new URL(url).origin} answered with ${answer.status} and no reason as Graph gives one.`,
            answer.status,
          ),
        )
      // The part of a response that Graph's client uses.
      context.response = answer as Response
    },
  }
}

/** @see https://learn.microsoft.com/en-us/graph/errors#json-representation */
function isGraphError(content: Readonly<Record<string, unknown>> | undefined): boolean {
  const error = content?.['error'] as { readonly message?: unknown } | null | undefined
  return typeof error?.message === 'string'
}
