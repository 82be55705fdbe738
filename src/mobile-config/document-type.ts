import type { Problem } from '../problems.ts'
import { truncate } from '../text/truncate.ts'
import { endOfProlog } from './markup.ts'
import type { SourceText } from './source-text.ts'

const MAX_NAME = 100

/**
 * What a document type declaration declares in the file itself decides what other parsers read in it: entities, default
 * attributes, even where the declaration ends. The values that are edited must be the ones that the server reads. One without
 * declarations is as good as none: what it refers to is never fetched.
 * @see https://www.w3.org/TR/xml/#NT-doctypedecl
 */
export function documentTypeProblems(source: SourceText): Problem[] {
  const { text } = source
  const start = endOfProlog(text)
  const glued = /<!DOCTYPE[ \t\r\n]+[^ \t\r\n]+[ \t\r\n]+(?:SYSTEM|PUBLIC[ \t\r\n]+(?:"[^"]*"|'[^']*'))["']/y
  glued.lastIndex = start
  if (glued.test(text)) return [spaceMissing(source.place(glued.lastIndex - 1))]
  const head = /<!DOCTYPE[^[>"']*(?:(?:"[^"]*"|'[^']*')[^[>"']*)*\[(?![ \t\r\n]*\][ \t\r\n]*>)/y
  head.lastIndex = start
  if (!head.test(text)) return []
  const declares: Problem = {
    where: source.place(start),
    what: 'The document type declaration has declarations of its own in "[…]".',
    cure: "Remove them: the vendor's file has none, and the server may read other values than the ones that are seen.",
  }
  return [declares, ...declaredEntity(source, head.lastIndex)]
}

function spaceMissing(where: string): Problem {
  const what = 'A space is missing before the quotation mark in the document type declaration.'
  return { where, what, cure: 'Put one there, or remove the declaration.' }
}

const DECLARATION = new RegExp(String.raw`<!ENTITY[ \t\r\n]{1,${MAX_NAME}}([^ \t\r\n%]{1,${MAX_NAME}})`, 'g')
const REFERENCE = new RegExp(`&([^#&;<]{1,${MAX_NAME}});`, 'g')

function declaredEntity(source: SourceText, subset: number): Problem[] {
  const { text } = source
  const names = new Set([...text.slice(subset).matchAll(DECLARATION)].map(([, name]) => name))
  const content = text.indexOf(']', subset)
  for (const { index, 1: name } of text.matchAll(REFERENCE))
    if (index > content && content >= 0 && names.has(name))
      return [
        {
          where: source.place(index),
          what: `The entity "&${truncate(name!, MAX_NAME)};" is one that the file declares; such entities are not read.`,
          cure: 'Write its text in its place.',
        },
      ]
  return []
}
