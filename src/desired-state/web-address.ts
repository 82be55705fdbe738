import type { Problem } from '../problems.ts'
import { codePoint, unseenCharacter, withoutUnseen } from '../text/invisible.ts'
import { quoted } from '../text/quoted.ts'
import { isMicrosoftHost, lookAlike } from './look-alike.ts'
import { type DesiredSetting, settingName } from './setting.ts'

/** What is wrong with an address, as a sentence, and the address that was probably meant. */
export interface AddressFault {
  readonly what: string
  /** Not checked for what the address is for; undefined where nothing can be proposed. */
  readonly instead: string | undefined
}

/** Characters that an address cannot hold, or that people cannot see in it. */
export function characterFault(text: string): AddressFault | undefined {
  const unseen = unseenCharacter(text)
  if (unseen) return { what: `${quoted(text)} contains ${unseen}.`, instead: cleanForm(text) }
  const foreign = /[^\x20-\x7e]/u.exec(text)?.[0]
  if (!foreign) return undefined
  const what = `${quoted(text)} contains "${foreign}" (${codePoint(foreign)}), which is not an ASCII character.`
  return { what, instead: cleanForm(text) }
}

/**
 * An address is written as it was given and judged as it is parsed, and who else reads it may read another one. So its text has to
 * be what its parsed form says: without a default port, dot segments or encoded letters in the host. Scheme and host may differ in
 * case, and the "/" of an empty path may be missing.
 * @param text an address with its scheme; what is no URL at all is the caller's business
 * @see https://url.spec.whatwg.org/#concept-basic-url-parser
 */
export function formFault(text: string): AddressFault | undefined {
  const url = URL.parse(text)
  if (!url) return undefined
  if (url.hostname.endsWith('.'))
    return { what: `The host of ${quoted(text)} ends in a dot.`, instead: cleanForm(text) }
  if (normalCase(text) === url.href) return undefined
  return { what: `${quoted(text)} is not in its normal form.`, instead: cleanForm(text) }
}

/** What makes people take a host for another one. Nothing for a text that is no address. */
export function hostFault(text: string): AddressFault | undefined {
  const url = URL.parse(text)
  if (!url) return undefined
  const fault = (what: string) => ({ what, instead: cleanForm(text) })
  const like = lookAlike(url.hostname)
  if (like) return fault(`The host of ${quoted(text)} is not "${like}" but looks like it.`)
  if (hostIn(text).toLowerCase() !== url.hostname)
    return fault(`The host of ${quoted(text)} is not in its normal form.`)
  if (!url.port || !isMicrosoftHost(url.hostname)) return undefined
  return fault(`${quoted(text)} names the port ${url.port}, which Microsoft does not use.`)
}

function hostIn(text: string): string {
  const authority = /^[^/]*\/\/([^/?#]*)/.exec(text)?.[1] ?? ''
  return authority.replace(/:\d*$/, '')
}

/** The cure for a fault: the address that was probably meant, where it may be used. */
export function didYouMean({ instead }: AddressFault, mayBeUsed: (address: string) => boolean): string {
  return instead !== undefined && mayBeUsed(instead)
    ? `Did you mean "${instead}"?`
    : "Copy the address again from the provider's own pages, in plain ASCII."
}

function normalCase(text: string): string {
  const [origin = ''] = /^[^/]*\/\/[^/?#]*/.exec(text) ?? []
  const rest = text.slice(origin.length)
  return origin.toLowerCase() + (rest.startsWith('/') ? rest : `/${rest}`)
}

/** The address without what is wrong with it. What turns the direction of writing has shown people another text than the cure would be. */
function cleanForm(text: string): string | undefined {
  if (/\p{Bidi_Control}/u.test(text)) return undefined
  const url = URL.parse(withoutUnseen(text))
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return undefined
  url.hostname = url.hostname.replace(/(?<!\.)\.+$/, '')
  url.hostname = lookAlike(url.hostname) ?? url.hostname
  if (isMicrosoftHost(url.hostname)) url.port = ''
  return url.href
}

/**
 * What no wanted value may be, wherever it comes from and whatever it is for. Values that people wrote into the file are theirs.
 * @returns one problem for each source at the most
 */
export function valueProblems(settings: readonly DesiredSetting[], secrets: readonly string[]): Problem[] {
  const problems = settings.flatMap((setting) => valueProblem(setting, secrets) ?? [])
  return [...new Map(problems.toReversed().map((problem) => [problem.where, problem])).values()].toReversed()
}

function valueProblem(setting: DesiredSetting, secrets: readonly string[]): Problem | undefined {
  const { value, source: where } = setting
  const name = settingName(setting)
  // Shorter ones occur by chance.
  if (secrets.some((secret) => secret.length >= 6 && value.includes(secret))) {
    return {
      where,
      what: `The value for ${name} contains the client secret.`,
      cure: 'It must never be in mobile-config.xml. Check what you copied.',
    }
  }
  const inName = unseenCharacter(name)
  if (inName) return { where, what: `The path "${name}" contains ${inName}.`, cure: 'Remove it.' }
  const unseen = unseenCharacter(value)
  if (unseen) return { where, what: `The value for ${name} contains ${unseen}.`, cure: 'Remove it.' }
  // Also what has no input of its own sends people somewhere. Only the host is judged: whoever serves it knows the rest.
  if (!/^https?:/i.test(value)) return undefined
  const { username, password } = URL.parse(value) ?? {}
  if (username || password) {
    const what = `The address for ${name} contains a user name or password.`
    return { where, what, cure: 'Remove the part before "@": it can be mistaken for the host.' }
  }
  const fault = hostFault(value)
  return fault && { where, what: fault.what, cure: didYouMean(fault, () => true) }
}
