import { readFileSync } from 'node:fs'
import { rootCertificates } from 'node:tls'

/** The runner's variable that only tests set: a file with more roots, see docs/findings.md. */
export interface TestRoots {
  readonly MOBILE_SSO_TEST_ROOTS?: string | undefined
}

/**
 * The authorities that phones trust, as far as it can be told from outside: the public ones that Node.js is built with. What the
 * runner's system or NODE_EXTRA_CA_CERTS adds is not among them, because no phone has it.
 * @returns certificates in PEM form
 * @throws Error when the tests' file can't be read
 * @see https://nodejs.org/api/tls.html#tlsrootcertificates
 */
export function publicRoots({ MOBILE_SSO_TEST_ROOTS: path }: TestRoots): readonly string[] {
  return path ? [...rootCertificates, readFileSync(path, 'utf8')] : rootCertificates
}
