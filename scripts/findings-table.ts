import { catalogue, type FindingId } from '../src/findings.ts'
import { findingUrl } from '../src/report/documentation.ts'

/** The table of docs/findings.md: each finding with its place, its severity and whether it is drift. */
export function findingsTable(): string {
  const rows = (Object.keys(catalogue) as FindingId[]).map((id) => {
    const { place, severity, drift, title } = catalogue[id]
    return `| [${id}](${findingUrl('', id)}) | ${title} | ${place} | ${severity} | ${drift ? 'yes' : 'no'} |`
  })
  return ['| finding | title | place | severity | drift |', '| --- | --- | --- | --- | --- |', ...rows].join(
    '\n',
  )
}
