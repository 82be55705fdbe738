import { type Finding, finding } from '../findings.ts'
import { type Fault, type Problem, problemOf } from '../problems.ts'
import { quoted } from '../text/quoted.ts'
import type { ValueInputs } from './desired-state.ts'
import { isEntraHost } from './microsoft-hosts.ts'
import { isSecretName, type ProviderProperty, valuesByName } from './provider-properties.ts'
import { isSame, type Sourced, tenantFault } from './value.ts'

/** What people call the values that have to come from somewhere. */
export const NAMES = {
  authorizeEndpointUrl: 'authorization endpoint',
  tokenEndpointUrl: 'token endpoint',
  clientId: 'client ID',
  scope: 'scope',
} as const

/** Finds values in the inputs and in the properties of the chosen provider, and collects what is wrong with them. */
export class ValueLookup {
  readonly problems: Problem[]
  readonly findings: Finding[]
  readonly #inputs: ValueInputs
  readonly #values: ReadonlyMap<string, ProviderProperty>
  /** One endpoint is given, and it is not Entra's; so the other one follows from no tenant. */
  readonly #isElsewhere: boolean
  /** Inputs that would be enough and are empty, while nothing was given instead. */
  readonly #empty: readonly string[]

  constructor(inputs: ValueInputs) {
    const { providerProperties, providerId, tenantId } = inputs
    this.#inputs = inputs
    this.#values = valuesByName(providerProperties.properties)
    this.#isElsewhere = (['authorizeEndpointUrl', 'tokenEndpointUrl'] as const)
      .flatMap((name) => [inputs[name], this.find(name)?.value ?? ''])
      .some((address) => URL.canParse(address) && !isEntraHost(new URL(address).hostname))
    this.#empty = this.#isElsewhere ? [] : emptyInputs(inputs)
    this.findings = ignoredLines(inputs)
    this.problems = contradictions(inputs)
    if (!/^[A-Za-z_][\w-]*$/.test(providerId)) {
      const cure = 'Write the part before the dot, such as "provider_1".'
      this.refuse('input provider-id', [`"${providerId}" is not the name of a provider.`, cure])
    }
    this.refuse('input tenant-id', tenantId ? tenantFault(tenantId) : undefined)
    // Of properties that cannot be read it is not known what they give.
    if (this.#empty.length > 0 && !providerProperties.fault) this.problems.push(emptyProblem(this.#empty))
  }

  refuse(where: string, fault: Fault | undefined): void {
    if (fault) this.problems.push(problemOf(where, fault))
  }

  /** The property's value; undefined when it is missing or empty. */
  find(property: string): Sourced | undefined {
    const source = `${this.#inputs.providerId}.${property}`
    const value = this.#values.get(source)?.value
    return value ? { value, source } : undefined
  }

  /** The input's value; undefined when it is empty. */
  given(name: keyof typeof NAMES | 'tenantId' | 'authorizationParameters'): Sourced | undefined {
    const value = this.#inputs[name]
    return value ? { value, source: `input ${inputName(name)}` } : undefined
  }

  /**
   * Reports a value that nothing gives, with the lines that were not understood: one of them may hold it, and the finding about
   * them is not shown when the run fails.
   */
  reportMissing(wanted: keyof typeof NAMES): void {
    const input = inputName(wanted)
    const isEndpoint = wanted.endsWith('EndpointUrl')
    // That the input is empty has been told.
    if (this.#empty.includes(isEndpoint ? 'tenant-id' : 'client-id')) return
    const { providerId, providerProperties, providerPropertiesFrom: from } = this.#inputs
    const { ignoredLines: lines } = providerProperties
    const were = lines.length === 1 ? 'was' : 'were'
    const unread = lines.length > 0 ? ` ${lineNumbers(lines)} of ${from} ${were} not recognised.` : ''
    const what = `The ${NAMES[wanted]} is missing.${this.#nearMiss(wanted)}${unread}`
    const orElse = isEndpoint && !this.#isElsewhere ? ', or set tenant-id' : ''
    const cure = `Set ${input}, or add ${providerId}.${wanted} to provider-properties${orElse}.`
    this.refuse(`input ${input}`, [what, cure])
  }

  /** What looks like the property that is missing, as a sentence; empty where nothing does. */
  #nearMiss(property: string): string {
    const { providerId, providerProperties, providerPropertiesFrom: from } = this.#inputs
    const name = `${providerId}.${property}`
    const others = providerProperties.properties.map((each) => each.name).filter((each) => each !== name)
    const otherCase = others.find((each) => isSame(each, name))
    if (otherCase) return ` ${from} has "${otherCase}", but WebSphere distinguishes upper and lower case.`
    if (others.includes(property)) return ` ${from} has "${property}" without the prefix "${providerId}.".`
    const ofOthers = others.filter((each) => each.endsWith(`.${property}`)).map((each) => `"${each}"`)
    return ofOthers.length > 0 ? ` ${from} has ${ofOthers.join(', ')}. Is provider-id right?` : ''
  }
}

/** As action.yml spells it: "tenantId" is tenant-id. */
function inputName(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function ignoredLines({ providerProperties, providerPropertiesFrom: where }: ValueInputs): Finding[] {
  const { ignoredLines: lines } = providerProperties
  if (lines.length === 0) return []
  const what = `${lineNumbers(lines)} ${lines.length === 1 ? 'is' : 'are'} not a property with a value.`
  const cure = 'Remove what does not belong there. The content is not shown because it may contain a secret.'
  return [finding('MSSO006', { where, what, cure })]
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
    return [problemOf(`${providerPropertiesFrom} line ${line}`, [what, 'Keep the correct one.'])]
  })
  return problems.slice(0, MAX_CONTRADICTIONS)
}

function emptyInputs(inputs: ValueInputs): string[] {
  const { properties, ignoredLines } = inputs.providerProperties
  if (properties.length + ignoredLines.length > 0) return []
  const isTenantNeeded = !inputs.tenantId && !inputs.authorizeEndpointUrl && !inputs.tokenEndpointUrl
  return [...(isTenantNeeded ? ['tenant-id'] : []), ...(inputs.clientId ? [] : ['client-id'])]
}

/**
 * One problem for all of them: an expression such as vars.X is empty where X is not set, without any warning.
 * @see https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/use-variables
 */
function emptyProblem(inputs: readonly string[]): Problem {
  const names = inputs.join(' and ')
  const isOne = inputs.length === 1
  const question = isOne
    ? 'If it comes from a variable, is the variable set, under that name and not as a secret,'
    : 'If they come from variables, are these set, under those names and not as secrets,'
  const places =
    'in this repository, organisation or environment? See Settings, Secrets and variables, Actions, Variables. Variables of an environment reach only jobs with "environment:".'
  const otherwise = 'Alternatively, set provider-properties, which is empty too; then neither is needed.'
  const cure = `${question} (vars.… and not secrets.…), ${places} ${otherwise}`
  return problemOf(`input${isOne ? '' : 's'} ${names}`, [`${names} ${isOne ? 'is' : 'are'} empty.`, cure])
}

const MAX_LINES_SHOWN = 20

/** "Line 3", "Lines 1 and 2", "Lines 1, 2, … and 10 more". */
function lineNumbers(lines: readonly number[]): string {
  const more = lines.length - MAX_LINES_SHOWN
  const entries = [...lines.slice(0, MAX_LINES_SHOWN), ...(more > 0 ? [`${more} more`] : [])].map(String)
  return `${lines.length === 1 ? 'Line' : 'Lines'} ${new Intl.ListFormat('en-GB').format(entries)}`
}
