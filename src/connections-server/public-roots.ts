import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { ProblemsError } from '../problems.ts'

/**
 * The authorities that phones trust, as far as it can be told from outside: the public ones that Node.js is built with. What the
 * runner's system or NODE_EXTRA_CA_CERTS adds is not among them, because no phone has it.
 * @param environment only tests set MOBILE_SSO_TEST_ROOTS: a file with more roots, see docs/findings.md
 * @returns certificates in PEM form
 * @throws ProblemsError when the tests' file cannot be read, or holds no certificate
 * @see https://nodejs.org/api/tls.html#tlsrootcertificates
 */
export function publicRoots(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  // Imported, it would be loaded at the start of every run.
  const { rootCertificates } = process.getBuiltinModule('node:tls')
  const path = environment['MOBILE_SSO_TEST_ROOTS']
  if (!path) return rootCertificates
  try {
    const pem = readFileSync(path, 'utf8')
    new X509Certificate(pem)
    return [...rootCertificates, pem]
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException
    const where = 'environment variable MOBILE_SSO_TEST_ROOTS'
    const what = `The file that it names cannot be read as a certificate in PEM form (${code}).`
    throw new ProblemsError([{ where, what, cure: "Remove the variable: only this action's tests need it." }])
  }
}
