import type { XmlElement } from '@rgrove/parse-xml'
import type { DesiredSetting } from '../desired-state/index.ts'
import type { Problem } from '../problems.ts'
import { childElements, type MobileConfigDocument, ROOT_NAME } from './document.ts'
import { type AttributeSource, readStartTag } from './start-tag.ts'

/** Where a setting is in the file, or where it would have to be. */
export type Target =
  | { readonly kind: 'element'; readonly element: XmlElement }
  | {
      readonly kind: 'attribute'
      readonly element: XmlElement
      readonly attribute: AttributeSource | undefined
    }
  | { readonly kind: 'missing'; readonly parent: XmlElement; readonly missing: readonly string[] }
  | { readonly kind: 'refused'; readonly problem: Problem }

export function locate(
  document: MobileConfigDocument,
  setting: Pick<DesiredSetting, 'elements' | 'attribute'>,
): Target {
  let element = document.root
  for (const [depth, name] of setting.elements.entries()) {
    const matches = childElements(document, element, name)
    if (matches.length > 1)
      return { kind: 'refused', problem: ambiguous(document, setting.elements.slice(0, depth + 1), matches) }
    const [match] = matches
    if (!match) return { kind: 'missing', parent: element, missing: setting.elements.slice(depth) }
    element = match
  }
  if (setting.attribute === undefined) return { kind: 'element', element }
  const tag = readStartTag(document.source.text, element.start)
  return {
    kind: 'attribute',
    element,
    attribute: tag.attributes.find(({ name }) => name === setting.attribute),
  }
}

function ambiguous(
  { source }: MobileConfigDocument,
  path: readonly string[],
  matches: readonly XmlElement[],
): Problem {
  const [first, second] = matches as [XmlElement, XmlElement]
  const what = `There is more than one element "${first.name}" on the path ${[ROOT_NAME, ...path].join('/')}; the first is in line ${source.line(first.start)}.`
  const cure = 'Remove the superfluous one, so that it is certain which one the server reads.'
  return { where: source.place(second.start), what, cure }
}
