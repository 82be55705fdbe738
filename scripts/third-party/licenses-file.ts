import type { BundledPackage } from './bundled-packages.ts'

/**
 * Licences under which a package may be in dist, each with words that its text has: a package whose file says something else
 * than its package.json is found out.
 */
export const ALLOWED_LICENSES: Readonly<Record<string, RegExp>> = {
  '0BSD': /^Permission to use, copy, modify, and\/or distribute/m,
  'Apache-2.0': /Apache License\s+Version 2\.0/,
  'BSD-2-Clause': /Redistribution and use in source and binary forms/,
  'BSD-3-Clause': /Redistribution and use in source and binary forms.*endorse or promote products/s,
  ISC: /Permission to use, copy, modify, and(\/or)? distribute/,
  MIT: /Permission is hereby granted, free of charge/,
}

const INTRODUCTION = 'Third-party software in dist, each with its licence. Written by npm run build.'
const HEADER = `\n${'='.repeat(80)}\n`

/** The content of dist/licenses.txt: the same bytes for the same packages, whatever their order. */
export function licensesFile(packages: readonly BundledPackage[]): string {
  const sections = new Map(
    packages.map(({ name, version, license, text }) => [
      `${name} ${version}`,
      `${HEADER}${name} ${version}\n${license}\n\n${text}\n`,
    ]),
  )
  const sorted = [...sections].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return [`${INTRODUCTION}\n`, ...sorted.map(([, section]) => section)].join('')
}

/** The packages that dist/licenses.txt lists. */
export function readLicensesFile(content: string): BundledPackage[] {
  return content
    .split(HEADER)
    .slice(1)
    .map((section) => {
      const [, name, version, license, text] = /^(\S+) (\S+)\n([^\n]*)\n\n(.*)$/s.exec(section) ?? []
      if (!name || !version) throw new Error(`not a section of licenses.txt: ${section.slice(0, 80)}`)
      return { name, version, license: license!, text: text!.trim() }
    })
}

/** Why these packages must not be shipped as they are; empty when they may. */
export function licenseProblems(packages: readonly BundledPackage[]): string[] {
  return packages.flatMap(({ name, version, license, text }) => {
    const wanted = Object.hasOwn(ALLOWED_LICENSES, license) ? ALLOWED_LICENSES[license] : undefined
    const problem = !text
      ? 'has no licence text'
      : !wanted
        ? `is under "${license}", which is not on the list of allowed licences`
        : !wanted.test(text)
          ? `says ${license}, but its text is another one`
          : undefined
    return problem ? [`${name} ${version} ${problem}`] : []
  })
}
