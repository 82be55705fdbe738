import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AST, parseRegExpLiteral, visitRegExpAST } from '@eslint-community/regexpp'
import { parseAst } from 'rolldown/parseAst'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { logText } from '../../src/report/log.ts'
import { code, fenced, plain, sentence } from '../../src/report/markdown.ts'
import { unifiedDiff } from '../../src/report/sections.ts'
import { Secrets } from '../../src/text/secrets.ts'
import { stepsOf, TooManySteps } from './backtracking.ts'

const ROOT = join(import.meta.dirname, '../..')
const FILES = globSync('src/**/*.ts', { cwd: ROOT }).toSorted()

/** What matters of a node of the syntax tree. */
interface SyntaxNode {
  readonly type: string
  readonly regex?: { readonly pattern: string; readonly flags: string }
  readonly callee?: { readonly name?: string }
}

/** The regular expressions that stand in a file as literals, and how many it makes in functions. */
function expressionsIn(file: string): { literals: string[]; madeInFunctions: number } {
  const found = { literals: [] as string[], madeInFunctions: 0 }
  const walk = (node: unknown, isInFunction: boolean): void => {
    if (typeof node !== 'object' || node === null) return
    const { type = '', regex, callee } = node as Partial<SyntaxNode>
    if (regex) found.literals.push(`/${regex.pattern}/${regex.flags}`)
    if (type === 'NewExpression' && callee?.name === 'RegExp' && isInFunction) found.madeInFunctions++
    for (const child of Object.values(node)) walk(child, isInFunction || type.includes('Function'))
  }
  walk(parseAst(readFileSync(join(ROOT, file), 'utf8'), { lang: 'ts' }), false)
  return found
}

/** Those that are put together from texts, by the sources alone: it is done anew for each secret. */
const made = new Set<string>()
const Original = RegExp

beforeAll(async () => {
  class Recording extends Original {
    constructor(pattern: string | RegExp, flags?: string) {
      super(pattern, flags)
      if (/^\s*at .*\/src\//.test(new Error().stack!.split('\n')[2] ?? '')) made.add(String(this))
    }
  }
  globalThis.RegExp = Recording as RegExpConstructor
  // Those two start a run.
  const all = FILES.filter((file) => !/^src\/(index|start)\.ts$/.test(file))
  for (const file of all) await import(join(ROOT, file))
  for (const secret of ['p@ss "w\\\\o\nrd', '\\"\\"\\"', '&#38;&', 'ä  !']) new Secrets().add(secret)
})
afterAll(() => {
  globalThis.RegExp = Original
})

/** Signs of which some are in every set. */
const SIGNS = [...'aZ0_ \t\n\r"\'`\\/<>-=:.,@|%&;#[](){}!é', '\u00a0', '\u2028', '\u{1f600}']

/** Texts that parts of an expression take, and those that lead to its repetitions. */
function piecesOf(expression: AST.RegExpLiteral) {
  const pieces = new Set<string>()
  const beginnings = new Set<string>()
  const signs = (raw: string) => {
    const set = new Original(`^(?:${raw})$`, expression.flags.raw.replaceAll(/[gymd]/g, ''))
    return SIGNS.filter((sign) => set.test(sign)).slice(0, 2)
  }
  const text = (node: AST.Alternative | AST.Element): string => {
    switch (node.type) {
      case 'Alternative':
        return node.elements.map(text).join('')
      case 'Group':
      case 'CapturingGroup':
        return text(node.alternatives[0]!)
      case 'Quantifier':
        return text(node.element).repeat(Math.min(Math.max(node.min, 1), 40))
      case 'Backreference':
        return text([node.resolved].flat()[0]!)
      case 'Character':
        return String.fromCodePoint(node.value)
      case 'Assertion':
        return ''
      default:
        return signs(node.raw)[0] ?? ''
    }
  }
  visitRegExpAST(expression, {
    onAlternativeEnter: ({ elements, parent }) => {
      const parts = elements.map(text)
      for (let end = 1; end <= parts.length; end++) {
        const beginning = parts.slice(0, end).join('')
        pieces.add(beginning)
        const next = elements[end]?.type ?? ''
        if (parent.type === 'Pattern' && /Quantifier|Group/.test(next)) beginnings.add(beginning)
      }
    },
    onQuantifierEnter: ({ element }) => {
      pieces.add(text(element))
      if (element.type.startsWith('Character')) for (const sign of signs(element.raw)) pieces.add(sign)
    },
    onCharacterSetEnter: ({ raw, parent }) => {
      if (!parent.type.includes('Class')) for (const sign of signs(raw)) pieces.add(sign)
    },
  })
  pieces.delete('')
  return { pieces, beginnings }
}

/** Texts of about that length which the expression nearly takes, in every way that its parts allow. */
function* attacksOn(expression: AST.RegExpLiteral): Generator<(length: number) => string> {
  const { pieces, beginnings } = piecesOf(expression)
  const short = [...pieces].toSorted((a, b) => a.length - b.length).slice(0, 14)
  for (const start of new Set(['', ...short, ...beginnings]))
    for (const pump of [...short, ' ', '\n', 'a'])
      for (const end of ['', '\u0000', '!\n'])
        yield (length) => start + pump.repeat(Math.ceil(length / pump.length)) + end
}

const LENGTH = 50
const TIMES = 8
/** Steps for each sign of a text that need no second look. */
const FEW = 25
/** In proportion it is 8, with the square 64. */
const MOST_GROWTH = 20
const MOST_STEPS = 400_000

/** @returns the attack that takes the most steps, and by how many times they grow when the text is eight times as long */
function worst(expression: AST.RegExpLiteral) {
  let found = { steps: 0, growth: 0, attack: (length: number) => ' '.repeat(length) }
  for (const attack of attacksOn(expression)) {
    const steps = countOf(expression, attack(LENGTH * TIMES))
    if (steps <= found.steps) continue
    const isFew = steps < FEW * LENGTH * TIMES
    const growth = isFew ? TIMES : steps / Math.min(countOf(expression, attack(LENGTH)), MOST_STEPS)
    if (growth > MOST_GROWTH) return { steps, growth, attack }
    found = { steps, growth, attack }
  }
  return found
}

function countOf(expression: AST.RegExpLiteral, text: string): number {
  try {
    return stepsOf(expression, text, MOST_STEPS)
  } catch (error) {
    if (error instanceof TooManySteps) return Number.POSITIVE_INFINITY
    throw error
  }
}

const growthOf = (literal: string) => worst(parseRegExpLiteral(literal)).growth

test.each([
  '/^(\\s*):(?=:)/gm',
  '/\\s+$/',
  '/(a+)+b/',
  '/(a|a)*b/',
  '/<!--[^]*-->/',
  '/"(\\\\.|.)*"x/',
  '/a*a*b/',
  '/^\\|?\\s*(?:property(?: name)?|name)\\s*(?:\\t|\\|| {2})\\s*value\\b/i',
])('the counter finds what takes more than in proportion: %s', (literal) => {
  expect(growthOf(literal)).toBeGreaterThan(MOST_GROWTH)
})

test.each(['/^\\s+/', '/("[^"]*")/', '/[\\r\\n\\t]+/g', '/^([^\\S\\r\\n]*):(?=:)/gm', '/(?:a|b)*$/y'])(
  'the counter lets go what takes steps in proportion: %s',
  (literal) => {
    expect(growthOf(literal)).toBeLessThanOrEqual(MOST_GROWTH)
  },
)

const literals = FILES.flatMap((file) =>
  expressionsIn(file).literals.map((literal) => [file, literal] as const),
)

describe('a regular expression of the sources', () => {
  test('is found', () => {
    expect(literals.length).toBeGreaterThan(80)
    expect(made.size).toBeGreaterThan(8)
    const makers = FILES.filter((file) => expressionsIn(file).madeInFunctions > 0)
    expect(makers).toEqual(['src/text/secrets.ts'])
  })

  test.each(literals)('takes steps in proportion to the text, in %s: %s', (_, literal) =>
    assertLinear(literal),
  )

  test('takes steps in proportion to the text, put together from texts', () => {
    for (const literal of made) assertLinear(literal)
  })
})

/** Without a repetition every place of a text costs no more steps than the expression is long. */
function repeats(expression: AST.RegExpLiteral): boolean {
  let isRepeating = false
  visitRegExpAST(expression, {
    onQuantifierEnter: ({ max }) => {
      isRepeating ||= max > 1
    },
  })
  return isRepeating
}

function assertLinear(literal: string): void {
  const expression = parseRegExpLiteral(literal)
  if (!repeats(expression)) return
  const { growth, attack } = worst(expression)
  expect(growth, `${literal} on ${JSON.stringify(attack(20))}`).toBeLessThanOrEqual(MOST_GROWTH)
  const { pattern, flags } = expression
  new Original(pattern.raw, flags.raw.replaceAll(/[gy]/g, '')).test(attack(1_000_000))
}

const MEGABYTE = 1_000_000

describe('a text of a megabyte', () => {
  test.each([
    `x${'\n'.repeat(MEGABYTE)}x`,
    ' '.repeat(MEGABYTE),
    '"'.repeat(MEGABYTE),
    '`'.repeat(MEGABYTE),
    '\r'.repeat(MEGABYTE),
    '<!--'.repeat(MEGABYTE / 4),
  ])('passes every gate in a moment (case %#)', (text) => {
    const before = process.cpuUsage()
    for (const gate of [logText, code, plain, sentence, (each: string) => fenced(each, '')]) gate(text)
    unifiedDiff('x.xml', `<a>\n<b>${text}</b>\n</a>\n`, '<a>\n<b>OAuth</b>\n</a>\n')
    const { user } = process.cpuUsage(before)
    // With the square it is hours.
    expect(user / 1_000_000).toBeLessThan(60)
  })
})
