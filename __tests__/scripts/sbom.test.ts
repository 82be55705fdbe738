import { describe, expect, test } from 'vitest'
import { billOfMaterials } from '../../scripts/sbom/bill-of-materials.ts'

const component = (name: string, version: string) => ({
  'bom-ref': `${name}@${version}`,
  name,
  version,
  type: 'library',
  scope: 'required' as const,
})
const written = (serialNumber: string, timestamp: string) => ({
  bomFormat: 'CycloneDX',
  serialNumber,
  metadata: { timestamp, tools: [{ name: 'cli' }], component: component('some-folder', '1.0.0') },
  components: [
    component('undici', '6.29.1'),
    component('undici', '5.0.0'),
    component('types', '1.0.0'),
    component('vitest', '5.1.1'),
  ],
  dependencies: [
    { ref: 'some-folder@1.0.0', dependsOn: ['types@1.0.0', 'vitest@5.1.1'] },
    { ref: 'vitest@5.1.1', dependsOn: ['undici@6.29.1'] },
    { ref: 'undici@6.29.1' },
  ],
})
const options = {
  lock: {
    name: 'mobile-sso-config',
    packages: {
      '': { version: '1.0.0' },
      'node_modules/undici': { version: '6.29.1' },
      'node_modules/types': { version: '1.0.0' },
      'node_modules/types/node_modules/undici': { version: '5.0.0' },
      'node_modules/vitest': { version: '5.1.1', dev: true },
    },
  },
  timestamp: new Date('2026-01-02T03:04:05+01:00'),
  bundled: new Set(['undici 6.29.1']),
}
const first = billOfMaterials(written('urn:uuid:1', '2026-05-01T00:00:00.000Z'), options)

describe('the bill of materials', () => {
  test('tells a package in dist from another version of it and from types', () => {
    expect(first.components.map(({ scope }) => scope)).toEqual(['required', 'excluded', 'excluded'])
  })

  test('leaves out development dependencies, also where others refer to them', () => {
    expect(first.components.map(({ name }) => name)).not.toContain('vitest')
    expect(first.dependencies).toEqual([
      { ref: 'some-folder@1.0.0', dependsOn: ['types@1.0.0'] },
      { ref: 'undici@6.29.1', dependsOn: [] },
    ])
  })

  test('has the name of the project and the time of the commit, and keeps the rest', () => {
    expect(first).toMatchObject({
      bomFormat: 'CycloneDX',
      metadata: {
        timestamp: '2026-01-02T02:04:05.000Z',
        tools: [{ name: 'cli' }],
        component: { name: 'mobile-sso-config', version: '1.0.0', type: 'application' },
      },
    })
  })

  test('does not depend on when it was written, and has another number for another content', () => {
    expect(billOfMaterials(written('urn:uuid:2', '2026-06-01T00:00:00.000Z'), options)).toEqual(first)
    const other = billOfMaterials(written('urn:uuid:1', ''), { ...options, bundled: new Set() })
    expect(other.serialNumber).not.toBe(first.serialNumber)
  })

  test('is refused when dist has a package that is only for development', () => {
    const bundled = new Set(['vitest 5.1.1'])
    expect(() => billOfMaterials(written('', ''), { ...options, bundled })).toThrow(
      'vitest 5.1.1: in dist, but no production dependency',
    )
  })
})
