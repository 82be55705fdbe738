import { catalogue, type FindingId } from '../findings.ts'

/** The runner's variables that tell where the action itself comes from. */
export interface ActionSource {
  readonly GITHUB_SERVER_URL?: string | undefined
  /** "owner/name" of the action's repository. */
  readonly GITHUB_ACTION_REPOSITORY?: string | undefined
  /** Tag, branch or commit that the workflow uses. */
  readonly GITHUB_ACTION_REF?: string | undefined
}

/**
 * Address of docs/findings.md at the version of the action that runs; a path where that cannot be told.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables
 */
export function documentationUrl(source: ActionSource): string {
  const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = source
  const isKnown = /^https?:\/\/[^\s()<>]+$/.test(server ?? '') && /^[\w.-]+\/[\w.-]+$/.test(repository ?? '')
  if (!isKnown || !/^[\w./-]+$/.test(ref ?? '')) return 'docs/findings.md'
  return `${server}/${repository}/blob/${ref}/docs/findings.md`
}

/** Address of a finding's section, by the anchor that GitHub gives to its heading. */
export function findingUrl(documentation: string, id: FindingId): string {
  const heading = `${id} ${catalogue[id].title}`
  const anchor = heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
  return `${documentation}#${anchor}`
}
