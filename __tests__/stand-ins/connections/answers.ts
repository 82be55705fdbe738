import type { Answer } from '../https-server.ts'

/** Values of the security section by name; `enabled` is its attribute. */
export type LiveSettings = Readonly<Record<string, string>>

/** How the settings are laid out in the JSON: the vendor does not say, so clients must take any. */
export type Shape = 'flat' | 'nested' | 'pairs'

/** What the server, or a proxy before it, makes of the request. */
export type Behaviour =
  | { readonly kind: 'settings'; readonly shape: Shape }
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'status'; readonly status: 401 | 403 | 404 | 500 | 503 }
  | { readonly kind: 'web page' }
  /** The JSON ends in the middle, and its length says so too. */
  | { readonly kind: 'truncated' }
  /** Megabytes of blanks. */
  | { readonly kind: 'endless'; readonly bytes: number }

const LOGIN_PAGE = '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form></form></body></html>'
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' }

export function answerOf(behaviour: Behaviour, settings: LiveSettings): Answer {
  switch (behaviour.kind) {
    case 'settings':
      return { status: 200, body: laidOut(settings, behaviour.shape) }
    case 'redirect':
      return { status: 302, headers: { location: behaviour.location }, body: '' }
    case 'status':
      return { status: behaviour.status, body: LOGIN_PAGE }
    case 'web page':
      return { status: 200, body: LOGIN_PAGE }
    case 'truncated':
      return {
        status: 200,
        headers: JSON_TYPE,
        body: JSON.stringify(laidOut(settings, 'nested')).slice(0, -5),
      }
    case 'endless':
      return { status: 200, headers: JSON_TYPE, body: ' '.repeat(behaviour.bytes) }
  }
}

function laidOut(settings: LiveSettings, shape: Shape): object {
  const { enabled, ...others } = settings
  if (shape === 'flat') return others
  if (shape === 'nested')
    return { version: '8.0', mobile: [{ SecuritySettings: { enabled: enabled === 'true', ...others } }] }
  return { properties: Object.entries(others).map(([name, value]) => ({ name, value })) }
}
