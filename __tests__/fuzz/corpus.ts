import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SETTINGS } from '../mobile-config/settings.ts'
import { HUGE_SETTINGS, hugeProperties, hugeXml } from './huge.ts'
import { providerProperties } from './provider-properties.ts'
import { settings } from './settings.ts'
import { xml } from './xml.ts'

/** A named bad input and the check of what must hold for it. */
export interface BadInput {
  readonly name: string
  check(): void | Promise<void>
}

const FOLDER = join(import.meta.dirname, 'corpus')

/** The files of a folder of the corpus. */
function filesOf(folder: string): { readonly name: string; readonly bytes: Buffer }[] {
  return readdirSync(join(FOLDER, folder))
    .toSorted()
    .map((name) => ({ name: `${folder}/${name}`, bytes: readFileSync(join(FOLDER, folder, name)) }))
}

/** The files of the corpus, and what is too large to be one of them. */
export function corpus(): BadInput[] {
  return [
    ...filesOf('xml').map(({ name, bytes }) => ({
      name,
      check: () => xml.check({ bytes, settings: SETTINGS }),
    })),
    ...filesOf('provider-properties').map(({ name, bytes }) => ({
      name,
      check: () => providerProperties.check({ content: bytes }),
    })),
    ...filesOf('settings').map(({ name, bytes }) => ({
      name,
      check: () => settings.check(bytes.toString()),
    })),
    ...hugeXml().map(([name, input]) => ({ name: `xml: ${name}`, check: () => xml.check(input()) })),
    ...hugeProperties().map(([name, input]) => ({
      name: `provider-properties: ${name}`,
      check: () => providerProperties.check(input()),
    })),
    ...Object.entries(HUGE_SETTINGS).map(([name, input]) => ({
      name: `settings: ${name}`,
      check: () => settings.check(input()),
    })),
  ]
}
