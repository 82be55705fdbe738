import { type Fault, type Problem, problemOf } from '../problems.ts'
import { codePoint, unseenCharacter, withoutUnseen } from '../text/invisible.ts'
import { quoted } from '../text/quoted.ts'
import { isMicrosoftHost, lookAlike } from './microsoft-hosts.ts'
import { type DesiredSetting, settingName } from './setting.ts'
import { placeholderIn } from './value.ts'

/**
 * What keeps an address from being used, whatever it is for. The first check keeps passwords out of the texts of the others.
 * @param example of such an address
 * @param isTaken whether an address would be used; no other one is proposed
 */
export function addressFault(
  value: string,
  example: string,
  isTaken: (address: string) => boolean,
): Fault | undefined {
  const refuse = (what: string, cure: string): Fault => [`"${value}" ${what}.`, cure]
  if (value.includes('@')) {
    const cure = 'Remove the part before "@". If the path needs an "@", write %40.'
    return ['The URL contains a user name or password.', cure]
  }
  const placeholder = placeholderIn(value)
  if (placeholder) {
    // The vendor's table has both in one address: whoever fills it in should not have to come twice.
    const like = lookAlike(URL.parse(value)?.hostname ?? '')
    const cure = `Replace it with the real ${/tenant/i.test(placeholder) ? 'tenant' : 'value'}`
    if (!like) return refuse('contains a placeholder', `${cure}.`)
    const what = `contains a placeholder, and its host is not "${like}" but looks like it`
    return refuse(what, `${cure}, and write the host as "${like}".`)
  }
  const mayBeUsed = (address: string) => address !== value && isTaken(address)
  const unfit = characterFault(value)
  if (unfit) return [unfit, didYouMean(value, mayBeUsed)]
  if (value.includes(' '))
    return refuse('contains spaces or line breaks', 'Write the address without spaces and line breaks.')
  if (value.includes('\\')) return refuse('contains a backslash', 'Write "/".')
  // The parser also takes "https:host", which other readers of the file may not.
  if (!URL.canParse(value) || !/^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(value))
    return refuse('is not an absolute URL', `Write the whole address, such as "${example}".`)
  if (new URL(value).protocol !== 'https:')
    return refuse('does not start with https', 'Phones send credentials there: use https.')
  if (value.includes('#')) return refuse('contains a fragment', 'Remove the part from "#" on.')
  const what = formFault(value) ?? hostFault(value)
  return what === undefined ? undefined : [what, didYouMean(value, mayBeUsed)]
}

/** Characters that an address cannot hold, or that people cannot see in it, as a sentence. */
export function characterFault(text: string): string | undefined {
  const unseen = unseenCharacter(text)
  if (unseen) return `${quoted(text)} contains ${unseen}.`
  const foreign = /[^\x20-\x7e]/u.exec(text)?.[0]
  if (!foreign) return undefined
  return `${quoted(text)} contains "${foreign}" (${codePoint(foreign)}), which is not an ASCII character.`
}

/**
 * An address is written as it was given and judged as it is parsed, and who else reads it may read another one. So its text has to
 * be what its parsed form says, but for the case of scheme and host, and the "/" of an empty path. Nothing for a text that is no URL.
 * @see https://url.spec.whatwg.org/#concept-basic-url-parser
 */
export function formFault(text: string): string | undefined {
  const url = URL.parse(text)
  if (!url) return undefined
  if (url.hostname.endsWith('.')) return `The host of ${quoted(text)} ends in a dot.`
  const [origin = ''] = /^[^/]*\/\/[^/?#]*/.exec(text) ?? []
  const rest = text.slice(origin.length).replace(/^(?!\/)/, '/')
  return origin.toLowerCase() + rest === url.href ? undefined : `${quoted(text)} is not in its normal form.`
}

/** What makes people take a host for another one, as a sentence. Nothing for a text that is no address. */
export function hostFault(text: string): string | undefined {
  const url = URL.parse(text)
  if (!url) return undefined
  const like = lookAlike(url.hostname)
  if (like) return `The host of ${quoted(text)} is not "${like}" but looks like it.`
  const [, authority = ''] = /^[^/]*\/\/([^/?#]*)/.exec(text) ?? []
  if (authority.replace(/:\d*$/, '').toLowerCase() !== url.hostname)
    return `The host of ${quoted(text)} is not in its normal form.`
  if (!url.port || !isMicrosoftHost(url.hostname)) return undefined
  return `${quoted(text)} names the port ${url.port}, which Microsoft does not use.`
}

/** The cure for such a fault: the address that was probably meant, where it may be used. */
export function didYouMean(text: string, mayBeUsed: (address: string) => boolean): string {
  const instead = cleanForm(text)
  return instead !== undefined && mayBeUsed(instead)
    ? `Did you mean "${instead}"?`
    : "Copy the address again from the provider's own pages, in plain ASCII."
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
  const problems = settings.flatMap((setting) => {
    const fault = valueFault(setting, secrets)
    return fault ? [problemOf(setting.source, fault)] : []
  })
  return [...Map.groupBy(problems, ({ where }) => where).values()].map(([first]) => first!)
}

function valueFault(setting: DesiredSetting, secrets: readonly string[]): Fault | undefined {
  const { value } = setting
  const name = settingName(setting)
  // Shorter ones occur by chance.
  if (secrets.some((secret) => secret.length >= 6 && value.includes(secret))) {
    const cure = 'It must never be in mobile-config.xml. Check what you copied.'
    return [`The value for ${name} contains the client secret.`, cure]
  }
  const inName = unseenCharacter(name)
  if (inName) return [`The path "${name}" contains ${inName}.`, 'Remove it.']
  const unseen = unseenCharacter(value)
  if (unseen) return [`The value for ${name} contains ${unseen}.`, 'Remove it.']
  // Also what has no input of its own sends people somewhere. Only the host is judged: whoever serves it knows the rest.
  if (!/^https?:/i.test(value)) return undefined
  const { username, password } = URL.parse(value) ?? {}
  if (username || password) {
    const cure = 'Remove the part before "@": it can be mistaken for the host.'
    return [`The address for ${name} contains a user name or password.`, cure]
  }
  const what = hostFault(value)
  return what === undefined ? undefined : [what, didYouMean(value, () => true)]
}
