import { Client, type Context } from '@microsoft/microsoft-graph-client'
import type { Fetch } from '../network/index.ts'
import type { RegistrationPatch } from './decide.ts'
import { type Circumstances, explain } from './explain.ts'
import { type AppRegistration, readRegistration, SELECTED } from './registration.ts'
import { exchange, type Send, ServiceError, throughLibrary } from './service.ts'

/** One app registration. Both throw AppRegistrationError, caused by a GraphError or a ServiceError. */
export interface GraphClient {
  /** @see https://learn.microsoft.com/en-us/graph/api/application-get */
  read(): Promise<AppRegistration>
  /** @see https://learn.microsoft.com/en-us/graph/api/application-update */
  update(objectId: string, patch: RegistrationPatch): Promise<void>
}

/** A client for Microsoft Graph v1.0. @param fetchOnce sends once, for writes */
export function connectGraph(
  circumstances: Circumstances,
  accessToken: string,
  { fetch, fetchOnce }: { readonly fetch: Fetch; readonly fetchOnce: Fetch },
): GraphClient {
  const { identity, clientId } = circumstances
  const request = async <T>(isWriting: boolean, work: (client: Client) => Promise<T>): Promise<T> => {
    const send = graphOver(isWriting ? fetchOnce : fetch, accessToken)
    try {
      return await throughLibrary(send, (remembering) => work(clientOver(remembering, identity.graphUrl)))
    } catch (error) {
      throw explain(error, circumstances, isWriting)
    }
  }
  return {
    read: () =>
      request(false, async (client) =>
        readRegistration(await client.api(`/applications(appId='${clientId}')`).select(SELECTED).get()),
      ),
    update: (objectId, patch) =>
      request(true, (client) => client.api(`/applications/${objectId}`).patch(patch)),
  }
}

function clientOver(send: Send, graphUrl: string): Client {
  const execute = async (context: Context) => {
    const { method = 'GET', headers, body } = context.options ?? {}
    // Graph's client makes an address, and an object of headers. It uses the part of a response that an answer has.
    const { answer } = await send(context.request as string, {
      method,
      headers: headers as Record<string, string>,
      ...(body ? { body: String(body) } : {}),
    })
    context.response = answer as Response
  }
  return Client.initWithMiddleware({ middleware: { execute }, baseUrl: `${graphUrl}/` })
}

function graphOver(fetch: Fetch, accessToken: string): Send {
  return async (url, options) => {
    const headers = { ...options.headers, authorization: `Bearer ${accessToken}` }
    const received = await exchange(fetch, url, { ...options, headers })
    const { status, ok } = received.answer
    // @see https://learn.microsoft.com/en-us/graph/errors#json-representation
    const error = received.content?.['error'] as { readonly message?: unknown } | null | undefined
    if (ok || typeof error?.message === 'string') return received
    const { origin } = new URL(url)
    const what = `${origin} answered with ${status}, without a reason in the form that Graph uses.`
    throw new ServiceError(what, status)
  }
}
