/**
 * Object identifier of the algorithm with which a certificate is signed, "1.2.840.113549.1.1.11"; empty where it can't be told.
 * Node.js has it as a property of the certificate since 24.9 only, and runners have older ones.
 * @param certificate DER: a sequence of the signed part, the algorithm and the signature
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
export function signatureAlgorithm(certificate: Uint8Array): string {
  const signedPart = content(certificate, 0)
  const algorithm = signedPart && content(certificate, content(certificate, signedPart.start)?.end)
  const identifier = algorithm && content(certificate, algorithm.start)
  return identifier ? objectIdentifier(certificate.subarray(identifier.start, identifier.end)) : ''
}

/** Where the content of the element at that position starts and ends. */
function content(der: Uint8Array, position: number | undefined): { start: number; end: number } | undefined {
  const length = position === undefined ? undefined : der[position + 1]
  if (position === undefined || length === undefined) return undefined
  if (length < 0x80) return { start: position + 2, end: position + 2 + length }
  const start = position + 2 + (length & 0x7f)
  const long = der.subarray(position + 2, start).reduce((sum, byte) => sum * 256 + byte, 0)
  return { start, end: start + long }
}

/** @see https://learn.microsoft.com/en-us/windows/win32/seccertenroll/about-object-identifier */
function objectIdentifier([first = 0, ...rest]: Uint8Array): string {
  const parts = [Math.floor(first / 40), first % 40]
  let part = 0
  for (const byte of rest) {
    part = part * 128 + (byte & 0x7f)
    if (byte >= 0x80) continue
    parts.push(part)
    part = 0
  }
  return parts.join('.')
}
