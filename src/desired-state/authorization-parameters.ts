import { type Finding, finding } from '../findings.ts'
import type { Problem } from '../problems.ts'

const INPUT = 'input authorization-parameters'

const OWN_PARAMETERS = [
  'client_id',
  'response_type',
  'redirect_uri',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
]

/** Replaced by the apps. */
const TOKENS = ['{MT_HOSTNAME}', '{MT_ORGNAME}']

/** OAuthAuthorizationURL_Parameters: query parameters, in ASCII, that the apps append to the authorization request. */
export function authorizationParametersProblem(value: string): Problem | undefined {
  const refuse = (what: string, cure: string): Problem => ({ where: INPUT, what, cure })
  if (/[\s\u0000-\u001f\u007f]/.test(value))
    return refuse('The value holds white space.', 'Write name=value pairs separated by "&", percent-encoded.')
  const foreign = /[^\x21-\x7e]/u.exec(value)?.[0].toWellFormed()
  if (foreign)
    return refuse(
      `The value holds "${foreign}", which is not an ASCII character.`,
      `Write ${encodeURIComponent(foreign)}.`,
    )
  if (value.includes('&amp;'))
    return refuse('The value holds "&amp;".', 'Write "&" itself; it is escaped for XML by the action.')
  if (value.includes('#'))
    return refuse('The value holds "#", which ends the query of an address.', 'Write %23.')
  if (/^[?&]/.test(value))
    return refuse(`The value starts with "${value[0]}".`, 'Start with the first parameter.')
  const wrong = value.split('&').find((pair) => !/^[^=]+=/.test(pair))
  if (wrong !== undefined)
    return refuse(`"${wrong}" is not a name=value pair.`, 'Write name=value pairs separated by "&".')
  return undefined
}

export function authorizationParametersFindings(value: string): Finding[] {
  const names = value.split('&').map((pair) => pair.slice(0, pair.indexOf('=')))
  const own = names
    .filter((name) => OWN_PARAMETERS.includes(name.toLowerCase()))
    .map((name) =>
      unusual(
        `The apps set "${name}" themselves.`,
        'Remove it, or check on a phone that it does what you want.',
      ),
    )
  const tokens = [...value.matchAll(/\{[^{}]*\}/g)]
    .map(([token]) => token)
    .filter((token) => !TOKENS.includes(token))
    .map((token) => unusual(`The apps do not know "${token}".`, `They replace ${TOKENS.join(' and ')} only.`))
  return [...own, ...tokens]
}

function unusual(what: string, cure: string): Finding {
  return finding('MSSO007', { where: INPUT, what, cure })
}
