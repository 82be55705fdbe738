import { type Finding, finding } from '../findings.ts'
import { differs, judged, type Provider } from './provider.ts'

type Answer = 'yes' | 'no' | 'unknown'

const INVERSE = { yes: 'no', no: 'yes', unknown: 'unknown' } as const

/** Whether a provider intercepts the mobile clients. A filter by other things than the path is not understood. */
export function interception({ properties }: Provider): Answer {
  const filter = properties.get('interceptedPathFilter')?.value
  const excluded = properties.get('excludedPathFilter')?.value ?? ''
  if (!filter || properties.has('filter')) return 'unknown'
  const answers = ['/mobile/', '/mobile/any'].flatMap((path) => [
    filterTakes(filter, path),
    INVERSE[filterTakes(excluded, path)],
  ])
  if (answers.includes('no')) return 'no'
  return answers.includes('unknown') ? 'unknown' : 'yes'
}

/**
 * The mobile clients are intercepted by nobody, by another provider than the chosen one, or by several. Which of these WebSphere takes
 * "is indeterminate", says IBM's page.
 */
export function interceptionFindings(
  providers: readonly Provider[],
  intercepting: readonly Provider[],
  chosen: Provider | undefined,
): Finding[] {
  const filterOf = (provider: Provider) => judged(provider, 'interceptedPathFilter')!.source
  const [first, ...others] = intercepting
  if (!first) {
    if (!chosen || providers.some((provider) => interception(provider) === 'unknown')) return []
    const what =
      'None of the providers intercepts /mobile/.*, so nothing checks the tokens that the apps send.'
    const cure = `Add "/mobile/.*" to ${chosen.id}.interceptedPathFilter, or to the filter of the provider for Mobile's cluster.`
    return [finding('MSSO107', { where: filterOf(chosen), what, cure })]
  }
  if (others.length > 0) {
    const what = `${intercepting.map(({ id }) => id).join(' and ')} intercept /mobile/.*, and WebSphere may use any of them.`
    const cure = 'Keep "/mobile/.*" only in the interceptedPathFilter of the provider for Mobile\'s cluster.'
    return [finding('MSSO108', { where: filterOf(others[0]!), what, cure })]
  }
  const different = chosen && chosen !== first ? COPIED.filter((name) => differs(chosen, first, name)) : []
  if (!chosen || different.length === 0) return []
  const what = `provider-id is "${chosen.id}", but ${first.id} intercepts /mobile/.* and has a different ${different.join(', ')}.`
  const cure = `Set provider-id to "${first.id}".`
  return [finding('MSSO109', { where: filterOf(first), what, cure, wanted: first.id, found: chosen.id })]
}

/** What mobile-config.xml gets from a provider. Where these are the same it does not matter which one gives them. */
const COPIED = ['clientId', 'scope', 'authorizeEndpointUrl', 'tokenEndpointUrl'] as const

/** What the apps ask first, before anybody has signed in. */
const SECURITY_CONFIGURATION = '/mobile/homepage/SecurityConfiguration'

export function exclusionFindings(provider: Provider): Finding[] {
  const it = judged(provider, 'excludedPathFilter')
  if (!it || filterTakes(it.value, SECURITY_CONFIGURATION) !== 'no') return []
  const what = `${it.name} ${it.value ? 'does not have' : 'is missing, so it does not have'} ${SECURITY_CONFIGURATION}, which the apps call before anybody has signed in.`
  const cure = `Add "${SECURITY_CONFIGURATION}" to ${it.name}.`
  return [finding('MSSO110', { where: it.source, what, cure, wanted: SECURITY_CONFIGURATION })]
}

/**
 * Whether one of the patterns of a WebSphere path filter takes a path: comma-separated regular expressions, each for the whole
 * path (the vendor lists "/ibm/console" beside "/ibm/console/.*"). No pattern is run, because it could backtrack for ever: text and
 * ".*" are understood; of any other pattern only the text before its first other sign is, so it may be "unknown".
 * @see https://www.ibm.com/docs/en/was-nd/9.0.5?topic=cocrp-openid-connect-relying-party-custom-properties
 */
export function filterTakes(filter: string, path: string): Answer {
  const patterns = filter.split(',').map((pattern) => pattern.trim())
  const answers = patterns.filter(Boolean).map((pattern) => patternTakes(pattern, path))
  if (answers.includes('yes')) return 'yes'
  return answers.includes('unknown') ? 'unknown' : 'no'
}

const SIGNS = /[\\.*+?()[\]{}|^$]/

function patternTakes(pattern: string, path: string): Answer {
  const bare = pattern.replace(/^\^/, '').replace(/\$$/, '')
  if (!SIGNS.test(bare.replaceAll('.', ''))) return isText(path, bare) ? 'yes' : 'no'
  const parts = bare.split('.*')
  if (!SIGNS.test(parts.join(''))) return hasParts(path, parts) ? 'yes' : 'no'
  // What stands beside a bar is a pattern of its own.
  if (bare.includes('|')) return 'unknown'
  const text = /^[^\\.*+?()[\]{}^$]*/.exec(bare)![0]
  // Its last character may be optional.
  return path.startsWith(text.slice(0, -1)) ? 'unknown' : 'no'
}

/** Whether the path is the text, in which a dot is any character. */
function isText(path: string, text: string): boolean {
  return path.length === text.length && [...text].every((sign, at) => sign === '.' || sign === path[at])
}

/** Whether the path is made of the parts, at least two, in their order, with anything between them. */
function hasParts(path: string, [first = '', ...others]: readonly string[]): boolean {
  const last = others.pop()!
  let rest = path.slice(first.length, path.length - last.length)
  if (path !== first + rest + last) return false
  for (const part of others) {
    if (!rest.includes(part)) return false
    rest = rest.slice(rest.indexOf(part) + part.length)
  }
  return true
}
