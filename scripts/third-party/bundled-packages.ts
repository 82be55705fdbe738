import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** A package from npm, or a part of it, that is in dist. */
export interface BundledPackage {
  readonly name: string
  readonly version: string
  /** SPDX expression, as the package declares it. */
  readonly license: string
  /** The package's licence files, and notices that have to go with it. */
  readonly text: string
}

/** The part of webpack's statistics that is used. @see https://webpack.js.org/api/stats/ */
export interface BundleStats {
  readonly modules: readonly BundleModule[]
}
interface BundleModule {
  /** Absolute path of the module's file; webpack's own pieces have none. */
  readonly nameForCondition?: string | null
  /** Numbers of the files that the module is written to; none when it was left out. */
  readonly chunks: readonly (string | number)[]
  /** Modules that were merged into this one. */
  readonly modules?: readonly BundleModule[]
}

/**
 * The folders of all packages with a module in the bundle, relative to `root`, with slashes on every operating system.
 * Two versions of one package are two folders.
 */
export function bundledFolders({ modules }: BundleStats, root: string): string[] {
  const folders = modules
    .filter(({ chunks }) => chunks.length > 0)
    .flatMap((module) => [module, ...(module.modules ?? [])])
    .map(({ nameForCondition: path }) => (path ? packageFolder(relative(root, path)) : undefined))
  return [...new Set(folders.filter((folder) => folder !== undefined))].toSorted()
}

function packageFolder(path: string): string | undefined {
  const parts = path.split(/[\\/]/)
  const start = parts.lastIndexOf('node_modules') + 1
  if (start === 0) return undefined
  return parts.slice(0, start + (parts[start]!.startsWith('@') ? 2 : 1)).join('/')
}

const TERMS = /^(licen[cs]e|copying|notice)([.-].*)?$/i

/** What a package says of itself. Without a licence file the text is empty. */
export function readPackage(folder: string): BundledPackage {
  const { name, version, license = '' } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const text = readdirSync(folder)
    .filter((file) => TERMS.test(file))
    .toSorted()
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll(/\r\n?/g, '\n').trim())
    .join('\n\n')
  return { name, version, license, text }
}
