import { placeholderIn } from './placeholder.ts'
import type { ProviderProperty } from './provider-properties.ts'

/** Where Entra sends browsers back to, as far as the pasted provider properties tell. */
export interface CallbackPath {
  /** "provider_1" */
  readonly provider: string
  /** "/oidcclient_apps/azuread" */
  readonly path: string
}

/** The context root of WebSphere's callback servlet where `callbackServletContext` is not set. */
const DEFAULT_CONTEXT = 'oidcclient'

/**
 * The path of each provider's redirect URI: `callbackServletContext`, a slash and `identifier`.
 * @param clientId providers of another application send their browsers elsewhere and are left out
 * @returns none for a provider whose identifier was not pasted, or is a placeholder
 * @see https://www.ibm.com/docs/en/was-nd/9.0.5?topic=cocrp-openid-connect-relying-party-custom-properties
 */
export function callbackPaths(properties: readonly ProviderProperty[], clientId: string): CallbackPath[] {
  const values = byName(properties)
  return [...values].flatMap(([name, identifier]) => {
    const provider = /^(.+)\.identifier$/.exec(name)?.[1]
    if (!provider || !identifier) return []
    const owner = values.get(`${provider}.clientId`)
    const context = values.get(`${provider}.callbackServletContext`) || DEFAULT_CONTEXT
    const path = ['', ...context.split('/').filter(Boolean), identifier].join('/')
    const isOther = owner && !placeholderIn(owner) && owner.toLowerCase() !== clientId.toLowerCase()
    return isOther || placeholderIn(path) ? [] : [{ provider, path }]
  })
}

/**
 * Whether WebSphere finds people by the claim "email", as the vendor's table has it. Some lines of a provider say nothing about the
 * others, so the table is assumed; where its paths were pasted too and no `userIdentifier`, WebSphere takes another claim ("sub").
 * @see https://www.ibm.com/docs/en/was-nd/9.0.5?topic=cocrp-openid-connect-relying-party-custom-properties
 */
export function identifiesByEmail(properties: readonly ProviderProperty[], provider: string): boolean {
  const values = byName(properties)
  const standard = values.get(`${provider}.interceptedPathFilter`) ? 'sub' : 'email'
  return (values.get(`${provider}.userIdentifier`) || standard) === 'email'
}

/** Values by whole names; of repetitions the first counts, as everywhere. */
function byName(properties: readonly ProviderProperty[]): ReadonlyMap<string, string> {
  return new Map(
    [...Map.groupBy(properties, ({ name }) => name)].map(([name, [first]]) => [name, first!.value]),
  )
}
