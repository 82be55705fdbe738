/** Where a text is no JSON, and why. Nothing of the text is in the message. */
export class JsonFault extends Error {
  override readonly name = 'JsonFault'
  /** "line:column", both counted from 1 */
  readonly place: string

  constructor(text: string, offset: number, what: string) {
    super(what)
    const lines = text.slice(0, offset).split(/\r\n|\r|\n/)
    this.place = `${lines.length}:${[...lines.at(-1)!].length + 1}`
  }
}

const STRING = String.raw`"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})[^"\\\u0000-\u001f]*)*"`
const NUMBER = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`

/** White space and the next token; none at the end and where nothing of JSON stands. */
const TOKEN = String.raw`[ \t\r\n]*([[\]{},:]|${STRING}|(?:${NUMBER}|true|false|null)(?![\w.+-])|)`

/** Nobody's inventory has that many lists within lists. */
const MAX_DEPTH = 20

const BROKEN_TEXT = 'A text has no closing quote in its line, or a backslash that is not written twice.'

/**
 * Reads JSON that a person has written. Unlike `JSON.parse` it always tells the place of what is wrong, tells none of the text,
 * and refuses a field that an object has twice.
 * @returns lists as arrays, objects as maps
 * @throws JsonFault
 * @see https://www.rfc-editor.org/rfc/rfc8259
 */
export function readJson(text: string): unknown {
  return new JsonReader(text).whole()
}

class JsonReader {
  readonly #text: string
  readonly #tokens = new RegExp(TOKEN, 'y')
  #token = ''
  #start = 0

  constructor(text: string) {
    this.#text = text
    this.#advance()
  }

  whole(): unknown {
    const value = this.#value(0)
    if (this.#token !== '' || this.#start < this.#text.length) this.#refuse('Nothing more is expected.')
    return value
  }

  #value(depth: number): unknown {
    const token = this.#token
    if (depth > MAX_DEPTH) this.#refuse('Too many lists and objects are within each other.')
    if (token === '[') return this.#items(']', () => this.#value(depth + 1))
    if (token === '{') return this.#object(depth)
    if (token === '' || ']},:'.includes(token)) this.#refuse('A value is expected.')
    this.#advance()
    return JSON.parse(token)
  }

  #object(depth: number): Map<string, unknown> {
    const fields = new Map<string, unknown>()
    this.#items('}', () => {
      if (!this.#token.startsWith('"')) this.#refuse('The name of a field in double quotes is expected.')
      const name: string = JSON.parse(this.#token)
      if (fields.has(name)) this.#refuse('The object has this field already.')
      this.#advance()
      this.#expect(':', 'A colon')
      fields.set(name, this.#value(depth + 1))
    })
    return fields
  }

  /** What is between brackets, with commas between the items. */
  #items<T>(end: ']' | '}', item: () => T): T[] {
    const items: T[] = []
    this.#advance()
    while (this.#token !== end) {
      if (items.length > 0) this.#expect(',', `A comma or "${end}"`)
      items.push(item())
    }
    this.#advance()
    return items
  }

  #expect(token: string, name: string): void {
    if (this.#token !== token) this.#refuse(`${name} is expected.`)
    this.#advance()
  }

  #advance(): void {
    this.#token = this.#tokens.exec(this.#text)![1]!
    this.#start = this.#tokens.lastIndex - this.#token.length
  }

  #refuse(what: string): never {
    const isUnknown = this.#token === ''
    const isText = isUnknown && this.#text[this.#start] === '"'
    const isEnd = isUnknown && this.#start === this.#text.length
    throw new JsonFault(this.#text, this.#start, isText ? BROKEN_TEXT : isEnd ? 'The text ends here.' : what)
  }
}
