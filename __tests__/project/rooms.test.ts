import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const FILES = globSync('src/**/*.ts', { cwd: ROOT }).toSorted()
const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8')

/** The folder below src that a file is in, or the file where it is in none. */
const roomOf = (file: string) => file.split('/')[1]!

const DECLARATION = /^export (?:async )?(?:function|const|interface|type|class) (\w+)/gm
const IMPORT = /(?:from|import\() ?'(\.[^']+)'/g

test('what a room exports has a name that no other room exports', () => {
  const rooms = new Map<string, Set<string>>()
  for (const file of FILES)
    for (const [, name] of textOf(file).matchAll(DECLARATION))
      rooms.set(name!, (rooms.get(name!) ?? new Set()).add(roomOf(file)))
  expect(rooms.size).toBeGreaterThan(100)
  expect([...rooms].filter(([, of]) => of.size > 1)).toEqual([])
})

test('no room imports itself by way of others, not even for its types', () => {
  const imports = new Map<string, Set<string>>()
  for (const file of FILES)
    for (const [, path] of textOf(file).matchAll(IMPORT)) {
      const room = roomOf(normalize(join(dirname(file), path!)))
      if (room !== roomOf(file)) imports.set(roomOf(file), (imports.get(roomOf(file)) ?? new Set()).add(room))
    }
  const reached = (room: string, seen = new Set<string>()): Set<string> => {
    for (const next of imports.get(room) ?? []) if (!seen.has(next)) reached(next, seen.add(next))
    return seen
  }
  expect(imports.get('main.ts')).toContain('modes')
  expect([...imports.keys()].filter((room) => reached(room).has(room))).toEqual([])
})
