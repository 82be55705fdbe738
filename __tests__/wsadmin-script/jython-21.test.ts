import { describe, expect, it } from 'vitest'
import { EXPORT_SCRIPT, WSADMIN_SCRIPT } from '../../src/wsadmin-script/index.ts'

/** The lines as Jython reads them: without comments and without what stands in strings. */
const codeOf = (script: string) =>
  script.split('\n').map((line) => line.replaceAll(/'(?:[^'\\]|\\.)*'/g, "''").replace(/#.*/, ''))

describe.each([
  ['applies a file', WSADMIN_SCRIPT],
  ['exports', EXPORT_SCRIPT],
])('the wsadmin script that %s, in Jython 2.1,', (_name, script) => {
  const code = codeOf(script)

  it('is one file, in which nothing is defined twice', () => {
    expect(code.filter((line) => /\bimport \*|\bimport (shared|servers|interceptor)\b/.test(line))).toEqual(
      [],
    )
    const names = code.flatMap((line) => /^(?:def|class) (\w+)/.exec(line)?.[1] ?? [])
    expect(names).toContain('load_service')
    expect(names).toEqual([...new Set(names)])
  })

  it.each([
    ['True and False', /\b(True|False)\b/],
    ['with', /^\s*with\b/],
    ['except … as', /\bexcept\b.*\bas\b/],
    ['print as a function', /\bprint\s*\(/],
    ['conditional expressions', /\S\s+if\s.+\selse\b/],
    ['generators', /\byield\b|\((?![^)]*\[)[^()]*\sfor\s.*\sin\s/],
    ['decorators', /^\s*@/],
    ['f-strings and bytes', /(?<![A-Za-z0-9_])[fb]''/],
    ['format', /\.format\(/],
    ['newer functions', /\b(sorted|reversed|enumerate|sum|any|all|set|frozenset|min\(.*key)\(/],
    ['floor division', /[^:]\/\//],
    ['lambda with a scope of its own', /\blambda\b/],
    ['nested functions, which see no outer names', /^\s+def\s.*(?<!self.*):$/],
    ['try with except and finally in one', /^\s*nonlocal\b/],
    ['newer methods', /\.(strip|lstrip|rstrip)\([^)]|\.(setdefault|pop)\(['a-z]/],
    ['newer modules', /\bimport\b.*\b(subprocess|json|logging|hashlib|tempfile|shutil)\b/],
    ['substring in', /'' (not )?in [a-z]/],
    ['import in brackets', /\bimport\s*\(/],
  ])('needs no %s', (_, pattern) => {
    expect(code.filter((line) => pattern.test(line) && !line.includes('def __init__'))).toEqual([])
  })

  it('never has except and finally in one try, which came with 2.5', () => {
    const open: { indent: number; kinds: Set<string> }[] = []
    for (const line of code.filter((each) => each.trim())) {
      const indent = line.length - line.trimStart().length
      const word = /^\s*(try|except|finally)\b/.exec(line)?.[1]
      while (
        open.length > 0 &&
        (open.at(-1)!.indent > indent || (open.at(-1)!.indent === indent && (!word || word === 'try')))
      )
        open.pop()
      if (word === 'try') open.push({ indent, kinds: new Set() })
      else if (word) open.at(-1)!.kinds.add(word)
      expect(open.map(({ kinds }) => kinds.size > 1)).not.toContain(true)
    }
  })

  it('is ASCII with lines that no window wraps, so that it can be pasted', () => {
    expect(script).toMatch(/^[\n\x20-\x7e]+\n$/)
    expect(Math.max(...script.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(125)
  })
})
