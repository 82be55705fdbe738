import type { Problem } from '../problems.ts'

export interface VerificationEnvironment {
  readonly NODE_TLS_REJECT_UNAUTHORIZED?: string | undefined
}

/**
 * With this variable Node.js accepts every certificate, so that whoever is on the way gets the token and the client secret.
 * @see https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue
 */
export function verificationProblems({
  NODE_TLS_REJECT_UNAUTHORIZED: value,
}: VerificationEnvironment): Problem[] {
  if (value !== '0') return []
  return [
    {
      where: 'environment variable NODE_TLS_REJECT_UNAUTHORIZED',
      what: 'It is 0, so anybody on the way could answer instead of GitHub and Entra, and get the credentials.',
      cure: "Remove it. Where a proxy inspects TLS, name the file with the company's certificate authority in NODE_EXTRA_CA_CERTS.",
    },
  ]
}
