import { createHash } from 'node:crypto'

/** The parts of a CycloneDX document that are read or set; all others stay as they are. */
export interface BillOfMaterials {
  readonly serialNumber: string
  readonly metadata: { readonly timestamp: string; readonly component: Component }
  readonly components: readonly Component[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[]
  readonly [key: string]: unknown
}
interface Component {
  readonly 'bom-ref': string
  readonly name: string
  readonly version: string
  readonly type: string
  readonly scope?: 'required' | 'optional' | 'excluded'
  readonly [key: string]: unknown
}

/** The part of package-lock.json that is used: packages by the folders that they are installed in. */
export interface LockFile {
  readonly name: string
  readonly packages: Readonly<Record<string, { readonly version: string; readonly dev?: boolean }>>
}

export interface SbomOptions {
  readonly lock: LockFile
  /** When the described commit was made. */
  readonly timestamp: Date
  /** "name version" of each package that is in dist. */
  readonly bundled: ReadonlySet<string>
}

/**
 * What `npm sbom` says of the lock file, without development dependencies, made the same on every machine and told apart by use:
 * packages in dist are "required", the others, which hold types only or code that no module imports, are "excluded".
 * @throws where a package in dist is no production dependency
 * @see https://cyclonedx.org/docs/1.5/json/#components_items_scope
 */
export function billOfMaterials(
  written: BillOfMaterials,
  { lock, timestamp, bundled }: SbomOptions,
): BillOfMaterials {
  const production = productionPackages(lock)
  const unknown = [...bundled].filter((id) => !production.has(id))
  if (unknown.length > 0)
    throw new Error(`${unknown.join(', ')}: in dist, but no production dependency in package-lock.json`)
  const root = written.metadata.component
  const components = written.components
    .filter((component) => production.has(idOf(component)))
    .map((component) => ({
      ...component,
      scope: bundled.has(idOf(component)) ? ('required' as const) : ('excluded' as const),
    }))
  const kept = new Set([root, ...components].map((component) => component['bom-ref']))
  const described = {
    ...written,
    // npm takes the name of the folder.
    metadata: {
      ...written.metadata,
      timestamp: timestamp.toISOString(),
      component: { ...root, name: lock.name, type: 'application' },
    },
    components,
    dependencies: written.dependencies
      .filter(({ ref }) => kept.has(ref))
      .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) })),
  }
  return { ...described, serialNumber: `urn:uuid:${uuidOf({ ...described, serialNumber: '' })}` }
}

/**
 * "name version" of each. npm's own `--omit dev` leaves out what a development dependency needs too, such as tslib, so that
 * the bill would lack a package that is shipped.
 */
function productionPackages({ packages }: LockFile): Set<string> {
  return new Set(
    Object.entries(packages)
      .filter(([folder, { dev }]) => folder && !dev)
      .map(([folder, { version }]) =>
        idOf({ name: folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length), version }),
      ),
  )
}

function idOf({ name, version }: { readonly name: string; readonly version: string }): string {
  return `${name} ${version}`
}

/**
 * A UUID that follows from the content: the same document never has two serial numbers.
 * @see https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8
 */
function uuidOf(content: unknown): string {
  const hex = createHash('sha256').update(JSON.stringify(content)).digest('hex')
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
