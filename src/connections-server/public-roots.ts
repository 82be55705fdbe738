import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { ProblemsError } from '../problems.ts'

/** The runner's variable that only tests set: a file with more roots, see docs/findings.md. */
export interface TestRoots {
  readonly MOBILE_SSO_TEST_ROOTS?: string | undefined
}

/**
 * The authorities that phones trust, as far as it can be told from outside: the public ones that Node.js is built with. What the
 * runner's system or NODE_EXTRA_CA_CERTS adds is not among them, because no phone has it.
 * @returns certificates in PEM form
 * @throws ProblemsError when the tests' file cannot be read, or holds no certificate
 * @see https://nodejs.org/api/tls.html#tlsrootcertificates
 */
export function publicRoots({ MOBILE_SSO_TEST_ROOTS: path }: TestRoots): readonly string[] {
  // Imported, it would be loaded at the start of every run.
  const { rootCertificates } = process.getBuiltinModule('node:tls')
  return path ? [...rootCertificates, readRoot(path)] : rootCertificates
}

function readRoot(path: string): string {
  try {
    const pem = readFileSync(path, 'utf8')
    new X509Certificate(pem)
    return pem
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException
    throw new ProblemsError([
      {
        where: 'environment variable MOBILE_SSO_TEST_ROOTS',
        what: `The file that it names cannot be read as a certificate in PEM form (${code}).`,
        cure: "Remove the variable: only this action's tests need it.",
      },
    ])
  }
}
