/** Writes the tables of inputs and outputs in README.md from action.yml, and the findings' headings, and links to them, from the catalogue. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { withFindings } from './findings-headings.ts'

interface Described {
  readonly description: string
  readonly default?: string
}

const root = join(import.meta.dirname, '..')
const action: Record<'inputs' | 'outputs', Record<string, Described>> = parse(
  readFileSync(join(root, 'action.yml'), 'utf8'),
)

const flat = (text: string) => text.replaceAll(/\s+/g, ' ').trim().replaceAll('|', '\\|')
const rows = (kind: 'inputs' | 'outputs', cells: (value: Described) => string[]) =>
  Object.entries(action[kind]).map(([name, value]) => `| ${[`\`${name}\``, ...cells(value)].join(' | ')} |`)

const inputs = rows('inputs', ({ default: value, description }) => [
  value ? `\`${value}\`` : '',
  flat(description),
])
const outputs = rows('outputs', ({ description }) => [flat(description)])

const readme = readFileSync(join(root, 'README.md'), 'utf8')
const fill = (text: string, name: string, lines: string[]) =>
  text.replace(
    new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- /${name} -->)`),
    (_, start, end) => `${start}${lines.join('\n')}\n${end}`,
  )

writeFileSync(
  join(root, 'README.md'),
  fill(
    fill(readme, 'inputs', ['| input | default | meaning |', '| --- | --- | --- |', ...inputs]),
    'outputs',
    ['| output | meaning |', '| --- | --- |', ...outputs],
  ),
)

for (const name of ['README.md', ...readdirSync(join(root, 'docs')).map((page) => `docs/${page}`)]) {
  if (!name.endsWith('.md')) continue
  const path = join(root, name)
  writeFileSync(path, withFindings(readFileSync(path, 'utf8')))
}
