import { catalogue, type FindingId } from '../src/findings.ts'
import { findingUrl } from '../src/report/findings-list.ts'

/**
 * A page of the documentation with the titles and severities of the catalogue: in docs/findings.md each finding's heading and the line
 * below it, elsewhere the links to them.
 */
export function withFindings(page: string): string {
  return page
    .replaceAll(
      /^## (MSSO\d+).*\n(?:\n_.*_\n)?/gm,
      (_, id: FindingId) => `## ${id} ${catalogue[id].title}\n\n_${verdict(id)}_\n`,
    )
    .replaceAll(/#(msso\d+)[a-z\d-]*(?=\))/g, (_, id: string) =>
      findingUrl('', id.toUpperCase() as FindingId),
    )
}

/** The severity, and for a warning, which alone may be either, that it is not drift. */
function verdict(id: FindingId): string {
  const { severity, drift } = catalogue[id]
  return severity === 'warning' && !drift ? 'warning, not drift' : severity
}
