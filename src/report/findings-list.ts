import type { Finding } from '../findings.ts'
import { shortened, shortSentence } from '../text/truncate.ts'
import { findingUrl } from './documentation.ts'
import { code, plain, sentence } from './markdown.ts'

/** Findings as a Markdown list, each with a link to its section in the documentation. */
export function findingsList(findings: readonly Finding[], documentation: string): string {
  return findings
    .map(({ id, title, where, what, cure }) => {
      const link = documentation.includes('://') ? `[${id}](${findingUrl(documentation, id)})` : id
      return `- **${link} ${plain(title)}** (${code(where)}): ${sentence(what)} ${sentence(cure)}`
    })
    .join('\n')
}

/** The list with a heading before it; nothing when there are no findings. @param level of the heading, as "##" */
export function findingsSection(
  level: string,
  findings: readonly Finding[],
  documentation: string,
): readonly string[] {
  return findings.length > 0 ? [`${level} Findings`, findingsList(findings, documentation)] : []
}

/** Characters of a place that are told. */
export const LONGEST_PLACE = 500

/** One finding as text for an annotation or a log. */
export function findingText({ id, where, what, cure }: Finding, documentation: string): string {
  const texts = [`${shortened(where, LONGEST_PLACE)}:`, shortSentence(what), shortSentence(cure)]
  return `${texts.join(' ')} See ${findingUrl(documentation, id)}`
}
