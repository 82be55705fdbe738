import { XmlCdata, type XmlElement, XmlText } from '@rgrove/parse-xml'
import type { Problem } from '../problems.ts'
import { shortened } from '../text/truncate.ts'
import { startOfContent, trimXml } from './blanks.ts'
import type { MobileConfigDocument } from './document.ts'
import { conflict } from './not-well-formed.ts'

/** Marks of a merge that are well-formed: what was left when "<<<<<<<" had been removed. Those in comments are no matter. */
const MARKS = /(?<=[\r\n])(?:={7}|>{7})(?=[ \r\n])/

/** The first mark of a merge that stands in the text of an element. */
export function conflictProblems({ source, namespaces }: MobileConfigDocument): Problem[] {
  if (!MARKS.test(source.text)) return []
  for (const { children } of namespaces.elements)
    for (const node of children) {
      const isText = node instanceof XmlText && !(node instanceof XmlCdata)
      const index = isText ? source.text.slice(node.start, node.end).search(MARKS) : -1
      if (index >= 0) return [conflict(source, node.start + index)]
    }
  return []
}

/** Characters of a stray text that are shown. */
const LONGEST_TEXT = 40

/** The first text between the elements of a section, which the server has no use for. */
export function strayText({ source }: MobileConfigDocument, section: XmlElement): Problem | undefined {
  const node = section.children.find((each) => each instanceof XmlText && trimXml(each.text) !== '')
  if (!node) return undefined
  const start = startOfContent(source.text, node.start, node.end)
  const text = shortened(trimXml(source.text.slice(start, node.end)).split(/[\r\n]/, 1)[0]!, LONGEST_TEXT)
  const where = source.place(start)
  const what = `Text stands between the elements of "${section.name}": "${text}".`
  // No comment can hold the end of one.
  const isLeftOver = text.includes('-->')
  return {
    where,
    what,
    cure: isLeftOver ? 'Remove it: it is what is left of a comment.' : 'Remove it or make a comment of it.',
  }
}
