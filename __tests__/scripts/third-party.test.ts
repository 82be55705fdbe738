import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { bundledFolders, readPackage } from '../../scripts/third-party/bundled-packages.ts'
import { licenseProblems, licensesFile, readLicensesFile } from '../../scripts/third-party/licenses-file.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const MIT = 'MIT License\n\nPermission is hereby granted, free of charge, to any person'
const ISC = 'Permission to use, copy, modify, and/or distribute this software'
const tunnel = { name: 'tunnel', version: '0.0.6', license: 'MIT', text: MIT }
const core = { name: '@actions/core', version: '3.0.1', license: 'MIT', text: MIT }

const temporary = temporaryFolder('third-party-')
afterAll(() => rmSync(temporary, { recursive: true }))

describe('the packages in a bundle', () => {
  const root = join(temporary, 'project')
  const at = (...path: string[]) => join(root, ...path)

  test('are those of its modules, of modules merged into others, and of nested installations', () => {
    const modules = [
      { nameForCondition: at('build', 'index.js'), chunks: [1] },
      { nameForCondition: at('node_modules', 'tunnel', 'lib', 'tunnel.js'), chunks: [1] },
      { nameForCondition: at('node_modules', 'tunnel', 'index.js'), chunks: [2] },
      {
        nameForCondition: at('build', 'main.js'),
        chunks: [1],
        modules: [{ nameForCondition: at('node_modules', '@actions', 'core', 'lib', 'core.js'), chunks: [] }],
      },
      { nameForCondition: at('node_modules', 'a', 'node_modules', '@b', 'c', 'd.js'), chunks: [1] },
    ]
    expect(bundledFolders({ modules }, root)).toEqual([
      'node_modules/@actions/core',
      'node_modules/a/node_modules/@b/c',
      'node_modules/tunnel',
    ])
  })

  test('are not those of modules that were left out, and webpack is none', () => {
    const modules = [
      { nameForCondition: at('node_modules', 'unused', 'index.js'), chunks: [] },
      { nameForCondition: null, chunks: [1] },
      { chunks: [1] },
    ]
    expect(bundledFolders({ modules }, root)).toEqual([])
  })
})

describe('what a package says of itself', () => {
  const folderWith = (name: string, files: Readonly<Record<string, string>>) => {
    const folder = join(temporary, name)
    mkdirSync(folder)
    const manifest = { name, version: '1.0.0', license: 'Apache-2.0' }
    for (const [file, content] of Object.entries({ 'package.json': JSON.stringify(manifest), ...files }))
      writeFileSync(join(folder, file), content)
    return folder
  }

  test('is its licence with its notices, with the same line ends everywhere', () => {
    const files = { 'license.md': 'Licence\r\nof it\r\n', NOTICE: 'Notice\n', 'licenses.js': 'no' }
    expect(readPackage(folderWith('noticed', files))).toEqual({
      name: 'noticed',
      version: '1.0.0',
      license: 'Apache-2.0',
      text: 'Notice\n\nLicence\nof it',
    })
  })

  test('is without text where there is no licence file', () => {
    expect(readPackage(folderWith('bare', { 'README.md': 'Licence: MIT' })).text).toBe('')
  })
})

describe('the list of licences', () => {
  test('is the same whatever the order of the packages, and can be read again', () => {
    expect(licensesFile([tunnel, core, tunnel])).toBe(licensesFile([core, tunnel]))
    expect(readLicensesFile(licensesFile([tunnel, core]))).toEqual([core, tunnel])
  })

  test('keeps two versions of a package apart', () => {
    const older = { ...tunnel, version: '0.0.5' }
    expect(readLicensesFile(licensesFile([tunnel, older]))).toEqual([older, tunnel])
  })

  test('is refused when it is not one', () => {
    expect(() => readLicensesFile(`\n${'='.repeat(80)}\nwithout a version\n`)).toThrow('not a section')
  })

  test.each([
    { what: 'no text', package: { ...tunnel, text: '' }, problem: 'has no licence text' },
    {
      what: 'a licence that is not allowed',
      package: { ...tunnel, license: 'GPL-3.0' },
      problem: 'is under "GPL-3.0"',
    },
    { what: 'no licence', package: { ...tunnel, license: '' }, problem: 'is under ""' },
    {
      what: 'a name that every object has',
      package: { ...tunnel, license: 'toString' },
      problem: 'is under',
    },
    { what: 'the text of another licence', package: { ...tunnel, text: ISC }, problem: 'says MIT, but' },
  ])('has a problem with a package with $what', ({ package: wrong, problem }) => {
    expect(licenseProblems([core, wrong])).toEqual([expect.stringContaining(`tunnel 0.0.6 ${problem}`)])
  })

  test('has no problem after a trip through the file', () => {
    const bare = { ...tunnel, text: '' }
    expect(licenseProblems(readLicensesFile(licensesFile([core, tunnel])))).toEqual([])
    expect(licenseProblems(readLicensesFile(licensesFile([core, bare])))).toHaveLength(1)
  })
})
