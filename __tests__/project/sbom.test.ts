import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readLicensesFile } from '../../scripts/third-party/licenses-file.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const ROOT = join(import.meta.dirname, '../..')
const temporary = temporaryFolder('sbom-')
afterAll(() => rmSync(temporary, { recursive: true }))

interface Component {
  readonly 'bom-ref': string
  readonly name: string
  readonly version: string
  readonly purl: string
  readonly scope: string
  readonly hashes: readonly { readonly alg: string; readonly content: string }[]
  readonly licenses: readonly { readonly license: { readonly id: string } }[]
}

function writeSbom(name: string): string {
  const path = join(temporary, name)
  execFileSync(process.execPath, [join(ROOT, 'scripts/sbom.ts'), path], { stdio: 'pipe' })
  return readFileSync(path, 'utf8')
}
const text = writeSbom('first.json')
const bill = JSON.parse(text)
const components: readonly Component[] = bill.components
const lock: Record<string, { readonly dev?: boolean }> = JSON.parse(
  readFileSync(join(ROOT, 'package-lock.json'), 'utf8'),
).packages

describe('the bill of materials', () => {
  test('is a CycloneDX document about this action', () => {
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1 })
    expect(bill.serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    )
    expect(bill.metadata.component).toMatchObject({ name: 'mobile-sso-config', type: 'application' })
  })

  test('marks as required exactly the packages that are in dist', () => {
    const listed = readLicensesFile(readFileSync(join(ROOT, 'dist/licenses.txt'), 'utf8'))
    const required = components.filter(({ scope }) => scope === 'required')
    expect(required.map(({ name, version }) => `${name} ${version}`).toSorted()).toEqual(
      listed.map(({ name, version }) => `${name} ${version}`).toSorted(),
    )
  })

  test('has every production dependency, with its address, checksum and licence, and no other', () => {
    const production = Object.entries(lock).filter(([path, { dev }]) => path && !dev)
    const names = production.map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 13))
    expect(new Set(components.map(({ name }) => name))).toEqual(new Set(names))
    for (const { name, version, purl, hashes, licenses } of components) {
      expect(purl).toBe(`pkg:npm/${name.replace('@', '%40')}@${version}`)
      expect(hashes).toEqual([{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) }])
      expect(licenses[0]!.license.id).toMatch(/./)
    }
  })

  test('refers to components that are there, each once', () => {
    const references = components.map((component) => component['bom-ref'])
    const known = new Set([bill.metadata.component['bom-ref'], ...references])
    expect(known.size).toBe(references.length + 1)
    const dependencies: readonly { ref: string; dependsOn?: string[] }[] = bill.dependencies
    for (const { ref, dependsOn = [] } of dependencies) {
      expect([ref, ...dependsOn].filter((reference) => !known.has(reference))).toEqual([])
    }
  })

  test('is the same when it is written again', () => {
    expect(writeSbom('second.json')).toBe(text)
  })

  test('does not tell where it was written', () => {
    expect(text).not.toContain(tmpdir())
    expect(text).not.toContain(ROOT)
  })
})
