/**
 * A process of its own that does what the action will do: the runner's token, MSAL, Graph's client. It prints the application
 * before and after its change.
 */

import { getIDToken } from '@actions/core'
import { ConfidentialClientApplication } from '@azure/msal-node'
import { Client } from '@microsoft/microsoft-graph-client'

const { TENANT = '', CLIENT = '', APP = '', LOGIN = '', GRAPH = '', PROPERTIES = '' } = process.env

const app = new ConfidentialClientApplication({
  auth: {
    clientId: CLIENT,
    authority: `${LOGIN}/${TENANT}`,
    knownAuthorities: [new URL(LOGIN).host],
    clientAssertion: () => getIDToken('api://AzureADTokenExchange'),
  },
})

const graph = Client.initWithMiddleware({
  baseUrl: GRAPH,
  customHosts: new Set([new URL(GRAPH).hostname]),
  authProvider: {
    getAccessToken: async () =>
      (await app.acquireTokenByClientCredential({ scopes: [`${GRAPH}/.default`] }))!.accessToken,
  },
})

const address = `/applications(appId='${APP}')`
const before = await graph.api(address).select(['id', 'publicClient']).get()
await graph.api(`/applications/${before.id}`).patch(JSON.parse(PROPERTIES))
const after = await graph.api(address).select(['id', 'publicClient']).get()
console.log(`result ${JSON.stringify({ before: before.publicClient, after: after.publicClient })}`)
