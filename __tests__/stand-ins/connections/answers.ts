import type { Answer } from '../https-server.ts'

/** Values of the security section by name; `enabled` is its attribute. */
export type LiveSettings = Readonly<Record<string, string>>

/** How the settings are laid out in the JSON: the vendor does not say, so clients must take any. */
export type Shape = 'flat' | 'nested' | 'pairs'

/** What the server, or a proxy before it, makes of the request. */
export type Behaviour =
  | { readonly kind: 'settings'; readonly shape: Shape }
  /** The provider's discovery document, handed on. */
  | { readonly kind: 'document' }
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'status'; readonly status: 401 | 403 | 404 | 500 | 503 }
  /** TLS went well without a client certificate, and the web server wants one all the same. */
  | { readonly kind: 'no client certificate'; readonly server: keyof typeof NO_CERTIFICATE }
  | { readonly kind: 'web page' }
  /** The JSON ends in the middle, and its length says so too. */
  | { readonly kind: 'truncated' }
  /** Megabytes of blanks. */
  | { readonly kind: 'endless'; readonly bytes: number }

const LOGIN_PAGE = '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form></form></body></html>'
const DOCUMENT = {
  issuer: 'https://idp.example.com',
  authorization_endpoint: 'https://idp.example.com/authorize',
  token_endpoint: 'https://idp.example.com/token',
}
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' }

/** Status and page of each web server. */
const NO_CERTIFICATE = {
  nginx: [
    400,
    '<html>\r\n<head><title>400 No required SSL certificate was sent</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n<center>No required SSL certificate was sent</center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
  ],
  Apache: [
    403,
    "<html><head><title>403 Forbidden</title></head><body><h1>Forbidden</h1><p>You don't have permission to access this resource.Reason: Cannot perform Post-Handshake Authentication.<br /></p></body></html>",
  ],
  IIS: [
    403,
    '<html><head><title>IIS 10.0 Detailed Error - 403.7 - Forbidden</title></head><body><h3>HTTP Error 403.7 - Forbidden</h3><h4>The page you are attempting to access requires your browser to have a Secure Sockets Layer (SSL) client certificate that the Web server recognizes.</h4></body></html>',
  ],
} as const

export function answerOf(behaviour: Behaviour, settings: LiveSettings): Answer {
  switch (behaviour.kind) {
    case 'settings':
      return { status: 200, body: laidOut(settings, behaviour.shape) }
    case 'document':
      return { status: 200, body: DOCUMENT }
    case 'redirect':
      return { status: 302, headers: { location: behaviour.location }, body: '' }
    case 'status':
      return { status: behaviour.status, body: LOGIN_PAGE }
    case 'no client certificate': {
      const [status, body] = NO_CERTIFICATE[behaviour.server]
      return { status, headers: { 'content-type': 'text/html' }, body }
    }
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
