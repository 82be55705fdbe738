import type { DesiredSetting } from '../desired-state/index.ts'
import { ProblemsError } from '../problems.ts'
import { parseMobileConfig } from './document.ts'
import { elementValue } from './element-value.ts'
import { decode } from './encoding.ts'
import { locate } from './locate.ts'
import { SourceText } from './source-text.ts'

/** A value that the file has. */
export interface CurrentValue {
  readonly value: string
  /** One-based line of its element. */
  readonly line: number
}

/**
 * The value of an element, without surrounding white space; undefined where the file has no such element, or an empty one.
 * @throws ProblemsError when the file cannot be read with certainty
 */
export function currentValue(
  { path, bytes }: { readonly path: string; readonly bytes: Uint8Array },
  elements: DesiredSetting['elements'],
): CurrentValue | undefined {
  const document = parseMobileConfig(new SourceText(path, decode(bytes, path).text))
  const target = locate(document, { elements })
  if (target.kind === 'refused') throw new ProblemsError([target.problem])
  if (target.kind !== 'element') return undefined
  const value = elementValue(document, target.element)
  if (typeof value !== 'string') throw new ProblemsError([value])
  return value ? { value, line: document.source.line(target.element.start) } : undefined
}
