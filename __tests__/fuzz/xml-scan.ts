/**
 * A second, independent reading of a well-formed XML file, by the letter of the specification: what the action edits is compared
 * with what this finds. It knows nothing of the parser that the action uses.
 */
export interface Scanned {
  readonly elements: readonly ScannedElement[]
  /** Comments, processing instructions and the document type declaration, as [start, end): nothing in them is an element. */
  readonly inert: readonly (readonly [start: number, end: number])[]
}

export interface ScannedElement {
  /** Local names from below the root; empty for the root itself. */
  readonly path: readonly string[]
  /** This element and every one around it is in the namespace. */
  readonly isOfNamespace: boolean
  readonly hasChildren: boolean
  readonly text: string
  readonly attributes: readonly ScannedAttribute[]
  readonly start: number
  /** Between the start tag and the end tag; for an empty-element tag from its "/" on. */
  readonly content: readonly [start: number, end: number]
}

export interface ScannedAttribute {
  readonly name: string
  readonly value: string
  /** Between the quotes. */
  readonly range: readonly [start: number, end: number]
}

interface Open {
  path: readonly string[]
  isOfNamespace: boolean
  hasChildren: boolean
  text: string
  attributes: ScannedAttribute[]
  start: number
  contentStart: number
  bindings: ReadonlyMap<string, string>
}

export function scanXml(text: string, namespace: string): Scanned {
  const elements: ScannedElement[] = []
  const inert: [number, number][] = []
  const open: Open[] = []
  let at = 0
  const skip = (end: number) => {
    inert.push([at, end])
    at = end
  }
  const close = (element: Open, end: number) => {
    const { path, isOfNamespace, hasChildren, attributes, start, contentStart } = element
    const content = [contentStart, end] as const
    elements.push({ path, isOfNamespace, hasChildren, text: element.text, attributes, start, content })
  }
  while (at < text.length) {
    if (text.startsWith('<!--', at)) skip(after(text, '-->', at + 4))
    else if (text.startsWith('<?', at)) skip(after(text, '?>', at + 2))
    else if (text.startsWith('<!DOCTYPE', at)) skip(endOfDoctype(text, at))
    else if (text.startsWith('<![CDATA[', at)) {
      const end = after(text, ']]>', at + 9)
      open.at(-1)!.text += text.slice(at + 9, end - 3)
      at = end
    } else if (text.startsWith('</', at)) {
      close(open.pop()!, at)
      at = after(text, '>', at)
    } else if (text[at] === '<') {
      const tag = readTag(text, at)
      const element = opened(tag, open.at(-1), namespace, at)
      if (tag.isEmpty) close(element, tag.end - 2)
      else open.push(element)
      at = tag.end
    } else {
      const end = text.indexOf('<', at)
      const stop = end < 0 ? text.length : end
      const parent = open.at(-1)
      if (parent) parent.text += decode(text.slice(at, stop))
      at = stop
    }
  }
  return { elements, inert }
}

function after(text: string, mark: string, from: number): number {
  const index = text.indexOf(mark, from)
  if (index < 0) throw new Error(`no "${mark}" after offset ${from}`)
  return index + mark.length
}

/** Literals, comments and instructions of the internal subset may hold "]" and ">". */
function endOfDoctype(text: string, start: number): number {
  const token = /<!--.*?-->|<\?.*?\?>|"[^"]*"|'[^']*'|[[\]>]/gs
  token.lastIndex = start + '<!DOCTYPE'.length
  let depth = 0
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if (match[0] === '[') depth++
    else if (match[0] === ']') depth--
    else if (match[0] === '>' && depth === 0) return token.lastIndex
  }
  throw new Error('the document type declaration does not end')
}

interface Tag {
  readonly name: string
  readonly attributes: ScannedAttribute[]
  readonly isEmpty: boolean
  readonly end: number
}

function readTag(text: string, start: number): Tag {
  const name = /[^ \t\r\n/>]+/y
  name.lastIndex = start + 1
  const [tagName] = name.exec(text)!
  const attribute = /[ \t\r\n]+([^ \t\r\n=/>]+)[ \t\r\n]*=[ \t\r\n]*(?:"([^"]*)"|'([^']*)')/y
  const attributes: ScannedAttribute[] = []
  let at = name.lastIndex
  for (;;) {
    attribute.lastIndex = at
    const match = attribute.exec(text)
    if (!match) break
    at = attribute.lastIndex
    const raw = match[2] ?? match[3]!
    attributes.push({ name: match[1]!, value: decode(raw), range: [at - 1 - raw.length, at - 1] })
  }
  const end = text.indexOf('>', at) + 1
  return { name: tagName, attributes, isEmpty: text[end - 2] === '/', end }
}

function opened(
  { name, attributes, end }: Tag,
  parent: Open | undefined,
  namespace: string,
  start: number,
): Open {
  const declared = attributes.filter(({ name: key }) => key === 'xmlns' || key.startsWith('xmlns:'))
  const outer: ReadonlyMap<string, string> = parent?.bindings ?? new Map()
  const own = declared.map(({ name: key, value }) => [key.slice(6), value] as const)
  const bindings = own.length > 0 ? new Map([...outer, ...own]) : outer
  demandNamespaces(name, attributes, bindings)
  const colon = name.indexOf(':')
  const prefix = colon < 0 ? '' : name.slice(0, colon)
  if (parent) parent.hasChildren = true
  return {
    path: parent ? [...parent.path, name.slice(colon + 1)] : [],
    isOfNamespace: (parent?.isOfNamespace ?? true) && bindings.get(prefix) === namespace,
    hasChildren: false,
    text: '',
    attributes,
    start,
    contentStart: end,
    bindings,
  }
}

const XML = 'http://www.w3.org/XML/1998/namespace'
const XMLNS = 'http://www.w3.org/2000/xmlns/'

/** What makes a document well-formed with namespaces; that it is so is expected of every file that is edited. */
function demandNamespaces(
  element: string,
  attributes: readonly ScannedAttribute[],
  bindings: ReadonlyMap<string, string>,
): void {
  const expanded = (name: string, ownDefault: string) => {
    const [first, second, ...more] = name.split(':') as [string, string?, ...string[]]
    if (more.length > 0 || first === '' || second === '') throw new Error(`${name} is no qualified name`)
    if (second === undefined) return `{${ownDefault}}${first}`
    if (/^[-.\d]/.test(second)) throw new Error(`${name} is no qualified name`)
    const namespace = first === 'xml' ? XML : bindings.get(first)
    if (!namespace) throw new Error(`nothing binds the prefix of ${name}`)
    return `{${namespace}}${second}`
  }
  expanded(element, '')
  const seen = new Set<string>()
  for (const { name, value } of attributes) {
    const [first, prefix] = name.split(':')
    if (first === 'xmlns') {
      const isReserved = prefix === 'xmlns' || value === XMLNS || (prefix === 'xml') !== (value === XML)
      if (isReserved || (prefix !== undefined && value === '') || /^[-.\d]|^$/.test(prefix ?? 'x'))
        throw new Error(`${name}="${value}" is no declaration`)
    } else {
      const full = expanded(name, '')
      if (seen.has(full)) throw new Error(`${full} is there twice`)
      seen.add(full)
    }
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decode(raw: string): string {
  return raw.replaceAll(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (_, name: string) => {
    if (name.startsWith('#x')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16))
    return name.startsWith('#') ? String.fromCodePoint(Number(name.slice(1))) : ENTITIES[name]!
  })
}
