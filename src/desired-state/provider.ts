import { quoted } from '../text/quoted.ts'
import { shortened } from '../text/truncate.ts'
import { meantAddress } from './misspelling.ts'
import { placeholderIn } from './placeholder.ts'
import type { ProviderProperty } from './provider-properties.ts'

/** One provider of the interceptor, as far as it was pasted. */
export interface Provider {
  /** "provider_1" */
  readonly id: string
  /** By name without the provider; the first where a name is there twice, and none that is empty, or a discovery that is off. */
  readonly properties: ReadonlyMap<string, ProviderProperty>
  /**
   * Looks like the provider's whole list, so that what is not in it is missing. People often paste only the four properties that the
   * vendor's procedure copies; of these nothing is missing.
   */
  readonly isWhole: boolean
}

/** A property's value that a rule can judge. */
export interface Judged {
  /** "provider_1.userIdentifier" */
  readonly name: string
  /** What was probably meant, where the value is misspelt; empty where the property is missing. */
  readonly value: string
  /** Undefined where the property is missing. */
  readonly line: number | undefined
}

/** The providers in the order in which they were pasted. */
export function providersOf(properties: readonly ProviderProperty[], providerId: string): Provider[] {
  const providers = new Map<string, Map<string, ProviderProperty>>()
  for (const property of properties) {
    const [, id, name] = /^([\w-]+)\.(\w+)$/.exec(property.name) ?? []
    // Other interceptors and WebSphere itself have names with dots, too.
    if (!id || !name || !property.value || !(id === providerId || /^provider_\w+$/.test(id))) continue
    const own = providers.get(id) ?? new Map<string, ProviderProperty>()
    providers.set(id, own)
    if (!own.has(name)) own.set(name, property)
  }
  for (const own of providers.values())
    if (/^false$/i.test(own.get('useDiscovery')?.value ?? '')) own.delete('discoveryEndpointUrl')
  return [...providers].map(([id, own]) => ({ id, properties: own, isWhole: isWhole(own) }))
}

/** With what nobody needs for mobile-config.xml, or more than that and the secret and a few others, it is a whole list. */
function isWhole(own: ReadonlyMap<string, ProviderProperty>): boolean {
  return own.has('interceptedPathFilter') || own.has('callbackServletContext') || own.size >= 8
}

/** Undefined where nothing can be said: the list is not whole, or the value holds a placeholder, which is told by itself. */
export function judged({ id, properties, isWhole }: Provider, property: string): Judged | undefined {
  const name = `${id}.${property}`
  const found = properties.get(property)
  if (!found) return isWhole ? { name, value: '', line: undefined } : undefined
  // A regular expression may have braces.
  if (placeholderIn(found.value) && !property.endsWith('PathFilter')) return undefined
  return { name, value: meantAddress(property, found.value) ?? found.value, line: found.line }
}

/** The property with its value, as the subject of a sentence: 'provider_1.userIdentifier is "sub"'. */
export function stated({ name, value }: Judged): string {
  return value ? `${name} is ${shown(value)}` : `${name} is missing`
}

/** A value as findings quote it. Entra's client secrets hold a tilde, and may have been pasted into another property. */
export function shown(value: string): string {
  return value.includes('~') ? 'another value' : quoted(shortened(value, 200))
}
