/** Writes the tables of inputs and outputs in README.md from action.yml, and the headings of findings, and links to them, from the catalogue. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withFindings } from './findings-headings.ts'
import { inputTables, outputTable } from './input-tables.ts'

const root = join(import.meta.dirname, '..')
const action = readFileSync(join(root, 'action.yml'), 'utf8')
const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'))

edit('README.md', (text) =>
  filled(filled(text, 'inputs', inputTables(action)), 'outputs', outputTable(action)),
)
for (const page of ['README.md', ...pages.map((name) => `docs/${name}`)]) edit(page, withFindings)

function edit(file: string, change: (text: string) => string): void {
  const path = join(root, file)
  writeFileSync(path, change(readFileSync(path, 'utf8')))
}

/** The text with something else between `<!-- name -->` and `<!-- /name -->`. */
function filled(text: string, name: string, content: string): string {
  const between = new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- /${name} -->)`)
  return text.replace(between, (_, start, end) => `${start}${content}\n${end}`)
}
