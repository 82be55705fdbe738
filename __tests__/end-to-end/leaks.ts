import type { Azure } from '../stand-ins/azure.ts'
import type { RepositoryStandIn } from '../stand-ins/github/index.ts'
import type { ActionResult } from './run-action.ts'

/** The credentials that were given, and every token and assertion that went over the wire. */
export function secretsOf(inputs: Readonly<Record<string, string>>, { entra, graph, oidc }: Azure): string[] {
  const given = [inputs['azure-client-secret'], ...(inputs['azure-client-certificate'] ?? '').split('\n')]
  const sent = [entra, graph, oidc].flatMap(({ requests }) =>
    requests.flatMap(({ headers, body }) => [
      headers.authorization?.replace(/^Bearer /, ''),
      (body as Record<string, string> | undefined)?.['client_assertion'],
    ]),
  )
  return [...given, ...sent].filter(
    (text): text is string => text !== undefined && text.length >= 8 && !text.startsWith('-----'),
  )
}

/** Where a secret is that must be nowhere; what the runner reads as add-mask it never shows. */
export async function leaksOf(
  { log, outputs, summary }: Pick<ActionResult, 'log' | 'outputs' | 'summary'>,
  repository: RepositoryStandIn,
  secrets: readonly string[],
): Promise<string[]> {
  const places = {
    log: log.replaceAll(/^::add-mask::.*$/gm, ''),
    outputs: JSON.stringify(outputs),
    summary,
    'pull requests': JSON.stringify(repository.pulls()),
    commits: await repository.git('log', '--all', '--format=%B'),
    branches: await repository.git('for-each-ref'),
  }
  return Object.entries(places).flatMap(([place, text]) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => `${secret.slice(0, 6)}… in ${place}`),
  )
}
