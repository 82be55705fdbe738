import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { catalogue } from '../../src/findings.ts'

const ROOT = join(import.meta.dirname, '../..')

/** What a native reader stumbles over, and what to write instead. */
const TRANSLATED: readonly (readonly [RegExp, string])[] = [
  [/\bcan not\b/i, 'cannot'],
  [/\b(?:is|are|not) as wanted\b/i, 'up to date, has the right value'],
  [/\bblanks?\b/i, 'spaces'],
  [/\bgoes before\b/i, 'takes precedence over'],
  [/\bin (?:the )?place of\b/i, 'instead of'],
  [/\blooks? whether\b/i, 'checks whether'],
  [/\bis told\b/i, 'says, knows'],
  [/(?<!\bthere )\bis none\b/i, 'is not one'],
  [/\bnot set[:,]/i, 'default:'],
]

const documents = readdirSync(join(ROOT, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`)

test.each(['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'action.yml', ...documents])(
  '%s has no phrase that reads as translated',
  (name) => {
    // Code is judged where it lies.
    const prose = readFileSync(join(ROOT, name), 'utf8').replaceAll(/^```.*?^```/gms, (code) =>
      code.replaceAll(/[^\n]/g, ''),
    )
    const lines = prose.split('\n')
    const complaints = TRANSLATED.flatMap(([phrase, better]) =>
      lines.flatMap((line, index) => {
        const [found] = phrase.exec(line) ?? []
        return found ? [`${name}:${index + 1}: "${found}"; better: ${better}`] : []
      }),
    )
    expect(complaints).toEqual([])
  },
)

test('no title of a finding has a phrase that reads as translated, or ends with a full stop', () => {
  const titles = Object.values(catalogue).map(({ title }) => title)
  expect(
    titles.filter((title) => TRANSLATED.some(([phrase]) => phrase.test(title)) || title.endsWith('.')),
  ).toEqual([])
})
