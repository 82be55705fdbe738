import { catalogue, type Finding, type FindingId } from '../findings.ts'
import { code, plain, sentence } from './markdown.ts'

/**
 * Address of docs/findings.md at the version of the action that runs; a path where that cannot be told.
 * @param environment the runner's variables, which name the repository of the action and the tag, branch or commit in use
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables
 */
export function documentationUrl(environment: Readonly<Record<string, string | undefined>>): string {
  const { GITHUB_SERVER_URL: server = '', GITHUB_ACTION_REPOSITORY: repository = '' } = environment
  const { GITHUB_ACTION_REF: ref = '' } = environment
  const isKnown = /^https?:\/\/[^\s()<>]+$/.test(server) && /^[\w.-]+\/[\w.-]+$/.test(repository)
  if (!isKnown || !/^[\w./-]+$/.test(ref)) return 'docs/findings.md'
  return `${server}/${repository}/blob/${ref}/docs/findings.md`
}

/** Address of a finding's section, by the anchor that GitHub gives to its heading. */
export function findingUrl(documentation: string, id: FindingId): string {
  const anchor = `${id} ${catalogue[id].title}`
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
  return `${documentation}#${anchor}`
}

/** Findings as a Markdown list, each with a link to its section; undefined where there are none. */
export function findingsList(findings: readonly Finding[], documentation: string): string | undefined {
  const items = findings.map(({ id, title, where, what, cure }) => {
    const link = documentation.includes('://') ? `[${id}](${findingUrl(documentation, id)})` : id
    return `- **${link} ${plain(title)}** (${code(where)}): ${sentence(what)} ${sentence(cure)}`
  })
  return items.length > 0 ? items.join('\n') : undefined
}

/** The list with a heading before it. @param level of the heading, as "##" */
export function findingsSection(
  level: string,
  findings: readonly Finding[],
  documentation: string,
): string | undefined {
  const list = findingsList(findings, documentation)
  return list && `${level} Findings\n\n${list}`
}
