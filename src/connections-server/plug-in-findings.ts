import { type DesiredSignIn, isSameAddress, tokenOrigin } from '../desired-state/index.ts'
import { type Finding, finding } from '../findings.ts'
import { type AnswerFault, readAnswer } from './answer.ts'
import type { LiveAnswer } from './observation.ts'

/**
 * What keeps the desktop plug-ins from learning how to sign in. The vendor has the web server redirect what they ask to the provider's
 * discovery document; the redirect is looked at, and not followed.
 * @param url what they ask before anybody has signed in
 * @param arePlugInsWanted whether the sign-in is set up for them; else it is a note
 * @see https://github.com/HCL-TECH-SOFTWARE/connections-doc/blob/03afb68e2110bf0e7d29392cbb38032f94a82490/v8-cr13/admin/secure/t_azure_config_conn_oidc.md
 */
export function plugInFindings(
  url: string,
  live: LiveAnswer,
  { signIn, arePlugInsWanted }: { readonly signIn: DesiredSignIn; readonly arePlugInsWanted: boolean },
): Finding[] {
  const origin = tokenOrigin(signIn)
  const answer = readAnswer({ url, who: 'the desktop plug-ins', content: 'a discovery document' }, live)
  const isDiscovery = (address: URL) =>
    origin ? isSameAddress(origin.discovery, address) : address.pathname.endsWith(new URL(url).pathname)
  const fault = 'json' in answer ? documentFault(answer.json) : answer
  if (!fault || fault.kind === 'client certificate') return []
  const { target } = fault
  if (target?.protocol === 'https:' && target.href !== url && isDiscovery(target)) return []
  const document = origin ? ` "${origin.discovery}"` : " and the address of the provider's discovery document"
  return [
    finding(arePlugInsWanted ? 'MSSO133' : 'MSSO132', {
      where: url,
      what: fault.what,
      cure: `If you use desktop plug-ins, add Redirect "/.well-known/openid-configuration"${document} to the configuration of the web server, and let the address through without a sign-in on every proxy in front of it.`,
      found: fault.found,
    }),
  ]
}

/** @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata */
function documentFault(json: object): AnswerFault | undefined {
  const { authorization_endpoint, token_endpoint } = json as Readonly<Record<string, unknown>>
  if (typeof authorization_endpoint === 'string' && typeof token_endpoint === 'string') return undefined
  return {
    kind: 'no JSON',
    what: 'It answers with JSON that is not an OpenID Connect discovery document.',
    found: 'JSON',
  }
}
