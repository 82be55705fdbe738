import type { Problem } from '../problems.ts'
import { quoted } from '../text/quoted.ts'
import type { ValueInputs } from './desired-state.ts'
import { type DiscoveredEndpoints, discoveredEndpoints } from './discovery-endpoint.ts'
import { type Endpoint, type EndpointKind, readEndpoint, tenantEndpoint } from './endpoint.ts'
import { isEntraHost } from './entra-clouds.ts'
import { tenantIdProblem } from './identifiers.ts'
import { isSecretName, type ProviderProperty, valuesByName } from './provider-properties.ts'
import type { Sourced } from './setting.ts'

/** A value that has to come from somewhere. */
interface WantedValue {
  /** What people call it: "client ID". */
  readonly name: string
  /** The input that it can be given in. */
  readonly input: string
  /** The provider property without the provider: "clientId". */
  readonly property: string
  /** What else gives the value: "set tenant-id". */
  readonly otherwise?: string
}

/** The inputs that are enough for all values. */
type EnoughInput = 'tenant-id' | 'client-id'

/** Finds values in the inputs and in the properties of the chosen provider, and says what is wrong with those. */
export class ValueLookup {
  readonly problems: readonly Problem[]
  /** One endpoint is given, and it is not Entra's; so the other one follows from no tenant. */
  readonly isElsewhere: boolean
  /** Those that are empty while nothing was given instead: mostly a variable that the job does not have. */
  readonly empty: readonly EnoughInput[]
  readonly #inputs: ValueInputs
  readonly #values: ReadonlyMap<string, ProviderProperty>

  constructor(inputs: ValueInputs) {
    const { properties, fault } = inputs.providerProperties
    this.#inputs = inputs
    this.#values = valuesByName(properties)
    this.isElsewhere = [
      inputs.authorizeEndpointUrl,
      inputs.tokenEndpointUrl,
      this.find('authorizeEndpointUrl')?.value,
      this.find('tokenEndpointUrl')?.value,
    ].some((address) => {
      const url = URL.parse(address ?? '')
      return url !== null && !isEntraHost(url.hostname)
    })
    this.empty = emptyInputs(inputs, this.isElsewhere)
    // Of properties that cannot be read it is not known what they give.
    this.problems = [
      ...contradictions(inputs),
      ...providerIdProblems(inputs.providerId),
      ...tenantIdProblems(inputs.tenantId),
      ...emptyInputsProblem(fault ? [] : this.empty),
    ]
  }

  /** The property's value with its source; undefined when it is missing or empty. */
  find(property: string): Sourced | undefined {
    const name = `${this.#inputs.providerId}.${property}`
    const value = this.#values.get(name)?.value
    return value ? { value, source: name } : undefined
  }

  /**
   * The problem of a value that nothing gives. It names the lines that were not understood, one of which may hold it: the
   * finding about them is not shown when the run fails.
   */
  missing({ name, input, property, otherwise }: WantedValue): Problem {
    const orElse = otherwise ? `, or ${otherwise}` : ''
    const what = `The ${name} is missing.${this.#nearMiss(property)}${this.#unread()}`
    const cure = `Set ${input}, or add ${this.#inputs.providerId}.${property} to provider-properties${orElse}.`
    return { where: `input ${input}`, what, cure }
  }

  #unread(): string {
    const { providerProperties, providerPropertiesFrom: from } = this.#inputs
    const { ignoredLines: lines } = providerProperties
    if (lines.length === 0) return ''
    return ` ${lineNumbers(lines)} of ${from} ${lines.length === 1 ? 'was' : 'were'} not recognised.`
  }

  /** What looks like the property that is missing, as a sentence; empty where nothing does. */
  #nearMiss(property: string): string {
    const { providerId, providerProperties, providerPropertiesFrom: from } = this.#inputs
    const name = `${providerId}.${property}`
    const others = providerProperties.properties.map((each) => each.name).filter((each) => each !== name)
    const otherCase = others.find((each) => each.toLowerCase() === name.toLowerCase())
    if (otherCase) return ` ${from} has "${otherCase}", but WebSphere distinguishes upper and lower case.`
    if (others.includes(property)) return ` ${from} has "${property}" without the prefix "${providerId}.".`
    const ofOthers = others.filter((each) => each.endsWith(`.${property}`)).map((each) => `"${each}"`)
    return ofOthers.length > 0 ? ` ${from} has ${ofOthers.join(', ')}. Is provider-id right?` : ''
  }
}

export function fromInput(name: string, value: string): Sourced | undefined {
  return value ? { value, source: `input ${name}` } : undefined
}

const NAME = { authorize: 'authorization endpoint', token: 'token endpoint' } as const

/** An endpoint, from wherever it follows first; what keeps it from being used goes to the problems. */
export function endpointFor(
  kind: EndpointKind,
  inputs: ValueInputs,
  lookup: ValueLookup,
  problems: Problem[],
): Endpoint | undefined {
  const input = `${kind}-endpoint-url`
  const property = `${kind}EndpointUrl`
  const given = kind === 'authorize' ? inputs.authorizeEndpointUrl : inputs.tokenEndpointUrl
  const explicit = fromInput(input, given) ?? lookup.find(property)
  const discovered = explicit ? undefined : discovery(lookup)
  if (discovered && 'what' in discovered) {
    // Both endpoints follow from it.
    if (!problems.some(({ where }) => where === discovered.where)) problems.push(discovered)
    return undefined
  }
  const tenant = fromInput('tenant-id', inputs.tenantId)
  const derived = tenant && { ...tenant, value: tenantEndpoint(tenant.value, kind) }
  const value = explicit ?? discovered?.[kind] ?? derived
  if (!value) {
    const otherwise = lookup.isElsewhere ? {} : { otherwise: 'set tenant-id' }
    if (!lookup.empty.includes('tenant-id'))
      problems.push(lookup.missing({ name: NAME[kind], input, property, ...otherwise }))
    return undefined
  }
  if (tenant && value === derived && tenantIdProblem(tenant)) return undefined
  const endpoint = readEndpoint(kind, value)
  if (!('what' in endpoint)) return endpoint
  problems.push(endpoint)
  return undefined
}

/**
 * What `discoveryEndpointUrl` gives, which WebSphere uses where `useDiscovery` is true; people may paste the one without the other.
 * @see https://www.ibm.com/support/pages/openid-connect-websphere-traditional-custom-properties
 */
function discovery(lookup: ValueLookup): DiscoveredEndpoints | Problem | undefined {
  const isOff = /^false$/i.test(lookup.find('useDiscovery')?.value ?? '')
  const address = isOff ? undefined : lookup.find('discoveryEndpointUrl')
  return address && discoveredEndpoints(address)
}

function providerIdProblems(providerId: string): Problem[] {
  if (/^[A-Za-z_][\w-]*$/.test(providerId)) return []
  const what = `"${providerId}" is not the name of a provider.`
  return [{ where: 'input provider-id', what, cure: 'Write the part before the dot, such as "provider_1".' }]
}

function tenantIdProblems(value: string): Problem[] {
  const problem = value && tenantIdProblem({ value, source: 'input tenant-id' })
  return problem ? [problem] : []
}

/** Contradictions that are told; with more of them something else is wrong. */
const MAX_CONTRADICTIONS = 20

function contradictions({ providerId, providerProperties, providerPropertiesFrom }: ValueInputs): Problem[] {
  const first = new Map<string, ProviderProperty>()
  const problems = providerProperties.properties.flatMap((property) => {
    const { name, value, line } = property
    const other = first.get(name)
    first.set(name, other ?? property)
    if (!other || other.value === value || !name.startsWith(`${providerId}.`)) return []
    const values = isSecretName(name) ? '' : ` (${quoted(other.value)} and ${quoted(value)})`
    const what = `${name} has a different value than in line ${other.line}${values}.`
    return [{ where: `${providerPropertiesFrom} line ${line}`, what, cure: 'Keep the correct one.' }]
  })
  return problems.slice(0, MAX_CONTRADICTIONS)
}

function emptyInputs(inputs: ValueInputs, isElsewhere: boolean): readonly EnoughInput[] {
  const { properties, ignoredLines } = inputs.providerProperties
  if (isElsewhere || properties.length + ignoredLines.length > 0) return []
  const { tenantId, clientId, authorizeEndpointUrl, tokenEndpointUrl } = inputs
  return [
    ...(tenantId || authorizeEndpointUrl || tokenEndpointUrl ? [] : (['tenant-id'] as const)),
    ...(clientId ? [] : (['client-id'] as const)),
  ]
}

/**
 * One problem for all of them, or none: an expression such as vars.X is empty where X is not set, without any warning.
 * @see https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/use-variables
 */
function emptyInputsProblem(inputs: readonly EnoughInput[]): Problem[] {
  if (inputs.length === 0) return []
  const names = inputs.join(' and ')
  const isOne = inputs.length === 1
  const where = `input${isOne ? '' : 's'} ${names}`
  const what = `${names} ${isOne ? 'is' : 'are'} empty.`
  const question = isOne
    ? 'If it comes from a variable, is the variable set, under that name and not as a secret,'
    : 'If they come from variables, are these set, under those names and not as secrets,'
  const places =
    'in this repository, organisation or environment? See Settings, Secrets and variables, Actions, Variables. Variables of an environment reach only jobs with "environment:".'
  const otherwise = 'Alternatively, set provider-properties, which is empty too; then neither is needed.'
  return [{ where, what, cure: `${question} (vars.… and not secrets.…), ${places} ${otherwise}` }]
}

const MAX_LINES_SHOWN = 20

/**
 * Lines as the start of a sentence: "Line 3", "Lines 1 and 2", "Lines 1, 2, … and 10 more".
 * @param lines one-based, at least one
 */
export function lineNumbers(lines: readonly number[]): string {
  const more = lines.length - MAX_LINES_SHOWN
  const entries = more > 0 ? [...lines.slice(0, MAX_LINES_SHOWN), `${more} more`] : lines
  if (entries.length === 1) return `Line ${entries[0]}`
  return `Lines ${entries.slice(0, -1).join(', ')} and ${entries.at(-1)}`
}
