import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from 'yaml'

/** A group of inputs: its heading, and the rows of its table. */
interface InputGroup {
  readonly heading: string
  readonly rows: string[]
}

/** The inputs of an action.yml as Markdown, a heading and a table for each group. A comment before an input starts a group. */
export function inputTables(actionYml: string): string {
  const groups: InputGroup[] = []
  for (const { heading, name, description, standard } of entries(actionYml, 'inputs')) {
    if (heading) groups.push({ heading, rows: [] })
    const group = groups.at(-1)
    if (!group) throw new Error(`action.yml: no comment names the group of the input ${name}.`)
    group.rows.push(`| \`${name}\` | ${standard && `\`${standard}\``} | ${description} |`)
  }
  return groups
    .map(({ heading, rows }) =>
      [`### ${heading}`, '', '| input | default | meaning |', '| --- | --- | --- |', ...rows].join('\n'),
    )
    .join('\n\n')
}

/** The outputs of an action.yml as one Markdown table. */
export function outputTable(actionYml: string): string {
  const rows = entries(actionYml, 'outputs').map(
    ({ name, description }) => `| \`${name}\` | ${description} |`,
  )
  return ['| output | meaning |', '| --- | --- |', ...rows].join('\n')
}

function entries(actionYml: string, section: 'inputs' | 'outputs') {
  const list = parseDocument(actionYml).get(section)
  if (!isMap(list)) throw new Error(`action.yml has no ${section}.`)
  return list.items.map((pair: Pair, index) => {
    const { key, value } = pair
    if (!isScalar(key) || !isMap(value)) throw new Error(`action.yml: an entry of ${section} is no mapping.`)
    // The comment before the first entry belongs to the mapping.
    const comment = index === 0 ? list.commentBefore : key.commentBefore
    return {
      heading: comment?.trim().split('\n').at(-1)?.trim() ?? '',
      name: String(key.value),
      description: text(value, 'description').replaceAll(/\s+/g, ' ').trim().replaceAll('|', '\\|'),
      standard: text(value, 'default'),
    }
  })
}

function text(value: YAMLMap, key: string): string {
  return String(value.get(key) ?? '')
}
