/** Writes the tables of inputs and outputs in README.md from action.yml, and that of docs/findings.md from the catalogue. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findingsTable } from './findings-table.ts'
import { inputTables, outputTable } from './input-tables.ts'

const root = join(import.meta.dirname, '..')
const action = readFileSync(join(root, 'action.yml'), 'utf8')

fill('README.md', 'inputs', inputTables(action))
fill('README.md', 'outputs', outputTable(action))
fill('docs/findings.md', 'catalogue', findingsTable())

/** Replaces what is between `<!-- name -->` and `<!-- /name -->`. */
function fill(file: string, name: string, text: string): void {
  const path = join(root, file)
  const between = new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- /${name} -->)`)
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(between, (_, start, end) => `${start}${text}\n${end}`),
  )
}
