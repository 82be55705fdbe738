import type { LiveAnswer } from './observation.ts'

/** Alerts that are about a certificate of the client: it has shown none. */
const ABOUT_CERTIFICATE = /ALERT_(?:NO_CERTIFICATE|BAD_CERTIFICATE|CERTIFICATE_\w+|UNKNOWN_CA)$/
/** Alerts that are about it when they come after the keys were agreed on: nothing else is left to refuse. */
const PERHAPS = /ALERT_(?:HANDSHAKE_FAILURE|ACCESS_DENIED)$/

/** What nginx, Apache and IIS write where TLS went well and the certificate is missed afterwards. */
const PAGE = /no required SSL certificate|client certificate|post-handshake authentication/i

/** What nobody has to do where the phones have a certificate. */
export const CLIENT_CERTIFICATE_CURE =
  'Nothing has to be done where the phones have a client certificate: the apps show it together with OAuth from version 6.0.7 on. Where they have none, ask for none at this address.'

/**
 * Whether a handshake failed because the client has no certificate. Node.js does not tell that one was asked for.
 * @param haveKeys client and server had agreed on keys, which is where a server without a common version or cipher never comes
 * @see https://www.rfc-editor.org/rfc/rfc8446#section-6.2
 */
export function wantsCertificateInHandshake(code: string, haveKeys: boolean): boolean {
  return ABOUT_CERTIFICATE.test(code) || (haveKeys && PERHAPS.test(code))
}

/** Whether a request failed for it: in TLS 1.3, and where it is asked for one address only, it is missed after the handshake. */
export function wantsCertificateInAnswer(live: LiveAnswer): boolean {
  if (live.kind === 'none') return wantsCertificateInHandshake(live.detail, true)
  return [400, 401, 403].includes(live.status) && PAGE.test(live.body)
}
