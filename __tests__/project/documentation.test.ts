import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { withFindings } from '../../scripts/findings-headings.ts'
import { costTable } from '../../scripts/fleet-cost.ts'
import { inputTables, outputTable } from '../../scripts/input-tables.ts'
import { ENTRA_CLOUDS } from '../../src/desired-state/microsoft-hosts.ts'
import { catalogue } from '../../src/findings.ts'
import { readInputs } from '../../src/inputs/inputs.ts'
import { readInventory } from '../../src/inputs/inventory.ts'
import { openWorkspace } from '../../src/inputs/workspace.ts'
import { NO_OUTPUTS } from '../../src/report/outputs.ts'
import { recordingCore } from '../report/recording-core.ts'

const ROOT = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

interface ActionYaml {
  readonly description: string
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>
  readonly outputs: Readonly<Record<string, { readonly description: string }>>
  readonly runs: { readonly using: string; readonly main: string }
  readonly branding: object
}
const action: ActionYaml = parse(read('action.yml'))

/** The rows of a table in the README, between its markers: first cell to the others. */
function tableRows(name: string): Map<string, string[]> {
  const section = read('README.md').split(`<!-- ${name} -->`)[1]!.split(`<!-- /${name} -->`)[0]!
  const rows = section.split('\n').filter((line) => line.startsWith('| `'))
  return new Map(
    rows
      .map((row) => row.slice(2, -2).split(' | '))
      .map(([first, ...rest]) => [first!.replaceAll('`', ''), rest]),
  )
}

const flat = (text: string) => text.replaceAll(/\s+/g, ' ').trim().replaceAll('|', '\\|')

describe('action.yml', () => {
  test('has a description that the Marketplace accepts: below 125 characters', () => {
    expect(action.description.length).toBeLessThan(125)
  })

  test('names the three inputs that everybody needs first', () => {
    expect(Object.keys(action.inputs).slice(0, 3)).toEqual(['tenant-id', 'client-id', 'config-path'])
  })

  test('declares exactly the inputs that the code reads', () => {
    const names: string[] = []
    const getInput = (name: string) => {
      names.push(name)
      return name === 'azure-reconcile' ? 'check' : ''
    }
    const core = { ...recordingCore(), getInput }
    readInventory(core, {}, openWorkspace(ROOT))
    readInputs(core, {}, openWorkspace(ROOT))
    expect(new Set(names)).toEqual(new Set(Object.keys(action.inputs)))
  })

  test('declares exactly the outputs that the code sets', () => {
    expect(Object.keys(action.outputs).toSorted()).toEqual(Object.keys(NO_OUTPUTS).toSorted())
  })

  test('describes every input and output, and runs dist on Node 24', () => {
    for (const { description } of [...Object.values(action.inputs), ...Object.values(action.outputs)]) {
      expect(description).toMatch(/\.$/)
    }
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' })
    expect(action.branding).toBeDefined()
  })
})

describe('README.md', () => {
  test('has the tables that npm run docs makes of action.yml', () => {
    for (const [name, made] of [
      ['inputs', inputTables(read('action.yml'))],
      ['outputs', outputTable(read('action.yml'))],
    ])
      expect(read('README.md')).toContain(`<!-- ${name} -->\n${made}\n<!-- /${name} -->`)
  })

  test('lists the inputs with their defaults and descriptions', () => {
    const wanted = Object.entries(action.inputs).map(([name, { default: value = '', description }]) => [
      name,
      [value && `\`${value}\``, flat(description)],
    ])
    expect([...tableRows('inputs')]).toEqual(wanted)
  })

  test('lists the outputs with their descriptions', () => {
    expect([...tableRows('outputs')]).toEqual(
      Object.entries(action.outputs).map(([name, { description }]) => [name, [flat(description)]]),
    )
  })
})

/** The sections of docs/findings.md, by identifier. */
function findingSections(): Map<string, string> {
  const sections = read('docs/findings.md').split('\n# ')[0]!.split('\n## ').slice(1)
  return new Map(sections.map((section) => [section.split(' ')[0]!, section]))
}

test('docs/findings.md has one section for each finding, in order, and each says what to do', () => {
  const sections = findingSections()
  expect([...sections.keys()]).toEqual(Object.keys(catalogue))
  for (const section of sections.values()) expect(section).toMatch(/^\*\*Fix:\*\* \w/m)
})

test('docs/findings.md has the title and severity of each finding, and whether it is drift, from the catalogue', () => {
  const document = read('docs/findings.md')
  expect(withFindings(document)).toBe(document)
  for (const [id, section] of findingSections()) {
    const { title, severity, drift } = catalogue[id as keyof typeof catalogue]
    expect(section).toContain(`${id} ${title}\n\n_${severity}`)
    // "Errors are always drift, notices never, and a warning is drift unless its entry says otherwise."
    expect(drift).toBe(severity === 'error' || (severity === 'warning' && !section.includes('not drift_')))
  }
})

test('docs/findings.md has the reason for every warning that is not drift', () => {
  for (const [id, { severity, drift, place }] of Object.entries(catalogue)) {
    if (severity !== 'warning' || drift || place === 'pull request') continue
    expect(findingSections().get(id)).toContain('\nNot drift: ')
  }
})

/** GitHub's name for a heading's anchor. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}

test('every link to a heading leads to one', () => {
  const documents = ['README.md', ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`)]
  for (const document of documents.filter((name) => name.endsWith('.md'))) {
    for (const [, path, fragment] of read(document).matchAll(/\]\((?!https?:)([^)#]*)#([^)]+)\)/g)) {
      const target = path ? join(dirname(document), path) : document
      const headings = [...read(target).matchAll(/^#+ (.*)$/gm)].map((match) => anchor(match[1]!))
      expect(headings, `${document} links to ${target}#${fragment}`).toContain(fragment)
    }
  }
})

test('docs/troubleshooting.md quotes texts that the action, its script or the services say', () => {
  const sources = ['src', '__tests__/stand-ins', '__tests__/end-to-end']
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
    )
    .filter((name) => /\.(ts|py)$/.test(name))
    .map(read)
    .join('\n')
  const cells = [...read('docs/troubleshooting.md').matchAll(/^\| (?!you see|---)(.*?) \| /gm)]
  const quotes = cells.flatMap(([, cell]) => [...cell!.matchAll(/`([^`]+)`/g)].map(([, quote]) => quote!))
  expect(quotes.length).toBeGreaterThan(15)
  const parts = quotes.flatMap((quote) => quote.split('…').map((text) => text.trim()))
  expect(parts.filter((part) => !sources.includes(part))).toEqual([])
})

test('the documents, or the comments of the example, name every variable and secret that an example asks for', () => {
  const documents = ['README.md', 'docs/migrating.md', 'docs/azure-setup.md', 'docs/keycloak.md']
    .map(read)
    .join('\n')
  for (const name of readdirSync(join(ROOT, 'examples'))) {
    const text = read(join('examples', name))
    const comments = (text.match(/^ *#.*$/gm) ?? []).join('\n')
    for (const [, wanted] of text.matchAll(/\b(?:vars|secrets)\.(\w+)/g)) {
      const words = `${documents}\n${comments}`.match(/(?<!\.)\b[A-Z_]{5,}\b/g)
      expect(words, `${name} asks for ${wanted}`).toContain(wanted)
    }
  }
})

test('docs/keycloak.md shows the example as it is', () => {
  expect(read('docs/keycloak.md')).toContain(`\`\`\`yaml\n${read('examples/keycloak.yml')}\`\`\``)
})

test('docs/fleet.md has the costs that the command prints', () => {
  expect(read('docs/fleet.md')).toContain(`<!-- cost -->\n${costTable([10, 100, 1000])}\n<!-- /cost -->`)
})

test('docs/migrating.md maps every step of the manual procedure', () => {
  const table = read('docs/migrating.md').split('<!-- vendor-steps -->')[1]!
  const steps = [...table.matchAll(/^\| (server|Azure) ([\d, ]+) \|/gm)].flatMap(([, part, numbers]) =>
    numbers!.split(', ').map((number) => `${part} ${number}`),
  )
  const wanted = (part: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${part} ${index + 1}`)
  expect(steps).toEqual([...wanted('server', 8), ...wanted('Azure', 6)])
})

test('docs/threat-model.md names tests and workflows that exist', () => {
  const tables = read('docs/threat-model.md').split('\n| could try | what stops it | shown by |\n').slice(1)
  const rows = tables.flatMap((table) => /^(?:\|.*\n)+/.exec(table)![0].trim().split('\n').slice(1))
  expect(rows.length).toBeGreaterThan(20)
  const isShown = (row: string) => {
    const [, path = '', name] = /\| `([^`]+)`(?: › (.+))? \|$/.exec(row) ?? []
    if (!path || !existsSync(join(ROOT, path))) return false
    // The whole title, its end behind what a table of cases puts before it, or with an ellipsis the beginning that no other has.
    const isTitled = (title: string) => {
      const beginning = /^(.*)…$/.exec(title)?.[1]
      const starts = ["'", '"', '`', ' ']
      if (beginning)
        return starts.flatMap((start) => read(path).split(`${start}${beginning} `).slice(1)).length === 1
      return ["'", '"', '`'].some((quote) =>
        [quote, ' '].some((start) => read(path).includes(start + title + quote)),
      )
    }
    return path.endsWith('.test.ts') ? name !== undefined && isTitled(name) : !name
  }
  expect(rows.filter((row) => !isShown(row))).toEqual([])
})

test('docs/mutation.md explains survivors of code that exists', () => {
  const rows = [...read('docs/mutation.md').matchAll(/^\| `(src\/[^`]+)` › (.*?) \|/gm)]
  expect(rows.length).toBeGreaterThan(5)
  const wrong = rows.flatMap(([, path, names]) =>
    [...names!.matchAll(/`([^`]+)`/g)]
      .filter(([, name]) => !existsSync(join(ROOT, path!)) || !read(path!).includes(name!))
      .map(([, name]) => `${path} › ${name}`),
  )
  expect(wrong).toEqual([])
})

test('the sources start no process and evaluate nothing, as docs/threat-model.md says', () => {
  expect(read('docs/threat-model.md').replaceAll(/\s+/g, ' ')).toContain(
    'The action starts no process, evaluates nothing it reads, and loads no code but its own `dist`.',
  )
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  const forbidden =
    /child_process|worker_threads|node:(?:vm|cluster|module)|\beval\(|\bFunction\(|\bimport\((?!'\.{1,2}\/|'@?[a-z])/
  expect(sources.length).toBeGreaterThan(100)
  expect(sources.filter((name) => forbidden.test(read(join('src', name))))).toEqual([])
})

test('every link by reference has its address, and every address its link', () => {
  for (const name of readdirSync(join(ROOT, 'docs')).filter((page) => page.endsWith('.md'))) {
    const document = read(`docs/${name}`)
    const named = (pattern: RegExp) =>
      [...new Set([...document.matchAll(pattern)].map(([, id]) => id))].toSorted()
    expect(named(/\]\[([^\]]+)\]/g), name).toEqual(named(/^\[([^\]]+)\]: https:\/\//gm))
  }
})

test('every link between the documents leads somewhere', () => {
  const documents = [
    'README.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    'CHANGELOG.md',
    ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`),
  ]
  for (const document of documents.filter((name) => name.endsWith('.md'))) {
    for (const [, target] of read(document).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)) {
      expect(existsSync(join(ROOT, dirname(document), target!)), `${document} links to ${target}`).toBe(true)
    }
  }
})

test('docs/azure-setup.md lists the clouds that the code knows', () => {
  const section = read('docs/azure-setup.md').split('<!-- clouds -->')[1]!.split('<!-- /clouds -->')[0]!
  const rows = section.split('\n').filter((line) => line.includes('`'))
  expect(rows).toEqual(
    ENTRA_CLOUDS.map(
      ({ name, loginHosts, graphUrl }) =>
        `| ${name} | ${loginHosts.map((host) => `\`${host}\``).join(', ')} | \`${graphUrl}\` |`,
    ),
  )
})
