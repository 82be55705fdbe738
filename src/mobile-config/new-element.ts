/** An element that the file lacks. */
export interface NewElement {
  readonly name: string
  readonly attributes: Map<string, string>
  text: string
  readonly children: NewElement[]
}

export function newElement(name: string, text = ''): NewElement {
  return { name, attributes: new Map(), text, children: [] }
}
