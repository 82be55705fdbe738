import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { licenseProblems, readLicensesFile } from '../../scripts/third-party/licenses-file.ts'

const ROOT = join(import.meta.dirname, '../..')
const listed = readLicensesFile(readFileSync(join(ROOT, 'dist/licenses.txt'), 'utf8'))
const installed: Record<string, { readonly version: string; readonly dev?: boolean }> = JSON.parse(
  readFileSync(join(ROOT, 'package-lock.json'), 'utf8'),
).packages

/** Shorter lines, such as "return undefined", are in many files. */
const TELLING_LENGTH = 30
const linesOf = (path: string) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length >= TELLING_LENGTH)
const namesOf = (packages: readonly { readonly name: string }[]) =>
  [...new Set(packages.map(({ name }) => name))].toSorted()

/**
 * Packages with lines of their own in dist, found without the bundler's word for it: every line of every installed package is
 * looked up in dist. A line that several packages have is no evidence, nor is one that the action has itself, and a tool that bundles a dependency of the action is
 * not where the line is from.
 */
function packagesWithLinesInDist(): string[] {
  const own = ownLines()
  const dist = new Set(
    readdirSync(join(ROOT, 'dist'))
      .filter((name) => name.endsWith('.js'))
      .flatMap((name) => linesOf(join(ROOT, 'dist', name)))
      .filter((line) => !own.has(line)),
  )
  const owners = new Map<string, Set<string>>()
  for (const folder of Object.keys(installed).filter((path) => path && existsSync(join(ROOT, path)))) {
    for (const line of scriptsIn(folder).flatMap(linesOf)) {
      if (dist.has(line)) owners.set(line, (owners.get(line) ?? new Set()).add(folder))
    }
  }
  const count = new Map<string, number>()
  for (const folders of owners.values()) {
    const shipped = [...folders].filter((folder) => !installed[folder]!.dev)
    const names = namesOf(
      (shipped.length > 0 ? shipped : [...folders]).map((path) => ({ name: nameOf(path) })),
    )
    if (names.length === 1) count.set(names[0]!, (count.get(names[0]!) ?? 0) + 1)
  }
  return [...count]
    .filter(([name, lines]) => lines >= CHANCE || isShipped(name))
    .map(([name]) => name)
    .toSorted()
}

function ownLines(): Set<string> {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  return new Set(
    files.filter((name) => name.endsWith('.ts')).flatMap((name) => linesOf(join(ROOT, 'src', name))),
  )
}

/** A tool for tests and this action may have a line in common by chance, but not many. */
const CHANCE = 5
const isShipped = (name: string) =>
  Object.entries(installed).some(([path, { dev }]) => path && !dev && nameOf(path) === name)

/** A package's own scripts, without those of packages that are installed inside it. */
function scriptsIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?js$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.slice(join(ROOT, folder).length).includes('node_modules'))
}

function nameOf(folder: string): string {
  return folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

describe('dist/licenses.txt', () => {
  test('lists exactly the packages whose code is in dist', () => {
    expect(packagesWithLinesInDist()).toEqual(namesOf(listed))
  })

  test('has for each package its licence text, and only licences that are allowed', () => {
    expect(licenseProblems(listed)).toEqual([])
  })

  test('names the versions of the lock file, of packages that are no development dependencies', () => {
    const shipped = Object.entries(installed)
      .filter(([path, { dev }]) => path && !dev)
      .map(([path, { version }]) => `${nameOf(path)} ${version}`)
    expect(
      listed.map(({ name, version }) => `${name} ${version}`).filter((id) => !shipped.includes(id)),
    ).toEqual([])
  })
})

describe('a package that something else takes the place of in dist', () => {
  const folder = join(ROOT, 'scripts/unbundled')
  const { paths }: { paths: Readonly<Record<string, readonly [string]>> } = JSON.parse(
    readFileSync(join(folder, 'tsconfig.json'), 'utf8'),
  ).compilerOptions

  test.for(Object.entries(paths))('is %s, which src does not import', ([name, [file]]) => {
    expect(existsSync(join(folder, file))).toBe(true)
    expect([...ownLines()].filter((line) => line.includes(`'${name}'`))).toEqual([])
  })
})
