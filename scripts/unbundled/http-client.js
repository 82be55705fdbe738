/**
 * In the place of @actions/http-client: @actions/core asks for OIDC tokens with it, and @actions/github takes its proxies from it.
 * The action does both itself, in src/network.
 */
export class HttpClient {
  getAgent() {}
  getAgentDispatcher() {}
  getJson() {
    throw new Error('@actions/http-client is not in dist.')
  }
}

export class BearerCredentialHandler {}
