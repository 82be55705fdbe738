import { quoted } from '../text/quoted.ts'
import { truncate } from '../text/truncate.ts'
import type { ValueInputs } from './desired-state.ts'
import { isEntraHost, lookAlike } from './microsoft-hosts.ts'
import { type ProviderProperty, valuesByName } from './provider-properties.ts'
import { isSame, placeholderIn, type Sourced } from './value.ts'

/** One provider of the interceptor, as far as it was pasted. */
export interface Provider {
  readonly id: string
  /** By name without the provider; the first where a name is there twice, and none that is empty, or a discovery that is off. */
  readonly properties: ReadonlyMap<string, Judged>
  /** A property that is not in it is missing. Often only the four that the vendor's procedure copies are pasted. */
  readonly isWhole: boolean
  readonly from: string
}

/** A property; its value is what was probably meant, where it is misspelt, and empty where it is missing. */
export interface Judged extends Sourced {
  /** "provider_1.userIdentifier" */
  readonly name: string
}

/** The providers in the order in which they were pasted. */
export function providersOf(inputs: ValueInputs): Provider[] {
  const { providerProperties, providerPropertiesFrom: from, providerId } = inputs
  const providers = new Map<string, Map<string, Judged>>()
  for (const { name, value, line } of valuesByName(providerProperties.properties).values()) {
    const [, id, property] = /^([\w-]+)\.(\w+)$/.exec(name) ?? []
    // Other interceptors and WebSphere itself have names with dots, too.
    if (!id || !property || !(id === providerId || /^provider_\w+$/.test(id))) continue
    const own = providers.get(id) ?? new Map<string, Judged>()
    providers.set(id, own.set(property, { name, value, source: `${from} line ${line}` }))
  }
  return [...providers].map(([id, own]) => {
    if (/^false$/i.test(own.get('useDiscovery')?.value ?? '')) own.delete('discoveryEndpointUrl')
    // With what nobody needs for mobile-config.xml, or more than that and the secret and a few others, it is a whole list.
    const isWhole = own.has('interceptedPathFilter') || own.has('callbackServletContext') || own.size >= 8
    return { id, properties: own, isWhole, from }
  })
}

/** Undefined where nothing can be said: the list is not whole, or the value holds a placeholder, which is told by itself. */
export function judged({ id, properties, isWhole, from }: Provider, property: string): Judged | undefined {
  const found = properties.get(property)
  if (!found) return isWhole ? { name: `${id}.${property}`, value: '', source: from } : undefined
  // A regular expression may have braces.
  if (placeholderIn(found.value) && !property.endsWith('PathFilter')) return undefined
  return { ...found, value: meantAddress(property, found.value) ?? found.value }
}

/** Whether a property of two providers is known and has different values. */
export function differs(one: Provider, other: Provider, property: string): boolean {
  const [own, its] = [judged(one, property), judged(other, property)]
  return own !== undefined && its !== undefined && !isSame(own.value, its.value)
}

/** The property with its value, as the subject of a sentence: 'provider_1.userIdentifier is "sub"'. */
export function stated({ name, value }: Judged): string {
  return value ? `${name} is ${shown(value)}` : `${name} is missing`
}

/** A value as findings quote it. Entra's client secrets hold a tilde, and may have been pasted into another property. */
export function shown(value: string): string {
  return value.includes('~') ? 'another value' : quoted(truncate(value, 200))
}

/** How the last part of the path is called at Entra, and at Keycloak, whose table of the vendor has /certss and /tokenn. */
const LAST_PARTS: Readonly<Record<string, readonly [entra: string, keycloak: string]>> = {
  authorizeEndpointUrl: ['authorize', 'auth'],
  tokenEndpointUrl: ['token', 'token'],
  jwkEndpointUrl: ['keys', 'certs'],
}

/**
 * The address that was probably meant, by its host and, at Entra and Keycloak, the last part of its path; undefined where nothing is
 * known to be misspelt.
 */
export function meantAddress(property: string, address: string): string | undefined {
  const url = URL.parse(address)
  // It would be quoted with the password.
  if (!url || url.username || url.password) return undefined
  const before = url.href
  url.hostname = lookAlike(url.hostname) ?? url.hostname
  const [entra, keycloak] = LAST_PARTS[property] ?? []
  const isKeycloak = url.pathname.includes('/protocol/openid-connect/')
  const name = isEntraHost(url.hostname) ? entra : isKeycloak && keycloak
  if (name) url.pathname = url.pathname.replace(/[^/]*\/?$/, name)
  return url.href === before ? undefined : url.href.replaceAll(/%7b/gi, '{').replaceAll(/%7d/gi, '}')
}

/**
 * The path of each provider's redirect URI: `callbackServletContext`, or WebSphere's own, a slash and `identifier`. Providers of other
 * applications send their browsers elsewhere and are left out, and so is one whose identifier was not pasted or is a placeholder.
 * @see https://www.ibm.com/docs/en/was-nd/9.0.5?topic=cocrp-openid-connect-relying-party-custom-properties
 */
export function callbackPaths(properties: readonly ProviderProperty[], clientId: string) {
  const values = valuesByName(properties)
  return [...values].flatMap(([name, { value: identifier }]) => {
    const provider = /^(.+)\.identifier$/.exec(name)?.[1]
    if (!provider) return []
    const owner = values.get(`${provider}.clientId`)?.value
    const context = values.get(`${provider}.callbackServletContext`)?.value ?? 'oidcclient'
    const path = ['', ...context.split('/').filter(Boolean), identifier].join('/')
    const isOther = owner && !placeholderIn(owner) && !isSame(owner, clientId)
    return isOther || placeholderIn(path) ? [] : [{ provider, path }]
  })
}

/** Where Entra sends browsers back to: "provider_1", "/oidcclient_apps/azuread". */
export type CallbackPath = ReturnType<typeof callbackPaths>[number]

/**
 * Whether WebSphere finds people by the claim "email", as the vendor's table has it. Some lines of a provider say nothing about the
 * others, so the table is assumed; where its paths were pasted too and no `userIdentifier`, WebSphere takes another claim ("sub").
 */
export function identifiesByEmail(properties: readonly ProviderProperty[], provider: string): boolean {
  const values = valuesByName(properties)
  const standard = values.has(`${provider}.interceptedPathFilter`) ? 'sub' : 'email'
  return (values.get(`${provider}.userIdentifier`)?.value ?? standard) === 'email'
}
