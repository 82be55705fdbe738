import { Client, type Context } from '@microsoft/microsoft-graph-client'
import type { Fetch, RequestOptions } from '../network/index.ts'
import type { RegistrationPatch } from './decide.ts'
import { type Circumstances, explain } from './explain.ts'
import { type AppRegistration, readRegistration, SELECTED } from './registration.ts'
import { exchange, ServiceError, throughLibrary } from './service.ts'

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
  const request = <T>(isWriting: boolean, work: (client: Client) => Promise<T>): Promise<T> =>
    throughLibrary((remember) => {
      const execute = async (context: Context) => {
        const { method = 'GET', headers, body } = context.options ?? {}
        // Graph's client makes an address, and an object of headers. It uses the part of a response that an answer has.
        const answer = askGraph(isWriting ? fetchOnce : fetch, context.request as string, {
          method,
          headers: { ...(headers as Record<string, string>), authorization: `Bearer ${accessToken}` },
          ...(body ? { body: String(body) } : {}),
        })
        context.response = (await remember(answer)) as Response
      }
      const baseUrl = `${identity.graphUrl}/`
      return work(Client.initWithMiddleware({ middleware: { execute }, baseUrl }))
    }).catch((error: unknown) => {
      throw explain(error, circumstances, isWriting)
    })
  return {
    read: () =>
      request(false, async (client) =>
        readRegistration(await client.api(`/applications(appId='${clientId}')`).select(SELECTED).get()),
      ),
    update: (objectId, patch) =>
      request(true, (client) => client.api(`/applications/${objectId}`).patch(patch)),
  }
}

/** @see https://learn.microsoft.com/en-us/graph/errors#json-representation */
async function askGraph(fetch: Fetch, url: string, options: RequestOptions) {
  const { answer, content } = await exchange(fetch, url, options)
  const error = content?.['error'] as { readonly message?: unknown } | null | undefined
  if (answer.ok || typeof error?.message === 'string') return answer
  const what = `${new URL(url).origin} answered with ${answer.status}, without a reason in the form that Graph uses.`
  throw new ServiceError(what, answer.status)
}
