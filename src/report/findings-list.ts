import type { Finding } from '../findings.ts'
import { code, plain, sentence } from './markdown.ts'

/** Where docs/findings.md explains each finding. */
const DOCUMENTATION = 'docs/findings.md'

/** Findings as a Markdown list. */
export function findingsList(findings: readonly Finding[]): string {
  return findings
    .map(
      ({ id, title, where, what, cure }) =>
        `- **${id} ${plain(title)}** (${code(where)}): ${sentence(what)} ${sentence(cure)}`,
    )
    .join('\n')
}

/** One finding as text for an annotation or a log. */
export function findingText({ id, where, what, cure }: Finding): string {
  return `${where}: ${what} ${cure} (${id}, see ${DOCUMENTATION})`
}
