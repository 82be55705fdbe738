import { expect, test } from 'vitest'
import { ProblemsError } from '../../src/problems.ts'
import { READ, READ_BEYOND_JAVA, REFUSED, REFUSED_ON_PURPOSE } from './java-verdicts.ts'
import { renderNow } from './render-now.ts'

const PLACE = /^m\.xml:\d+:\d+: /

const withNamespace = (document: string) =>
  document.replace(' NS', ' xmlns="http://www.ibm.com/mobile-config"')
const read = (document: string) =>
  renderNow({ path: 'm.xml', bytes: Buffer.from(withNamespace(document)) }, [])

test.each(READ)("what the server's parser reads is read: %j", (document) => {
  expect(read(document).changes).toEqual([])
})

test.each([...REFUSED, ...REFUSED_ON_PURPOSE])(
  "what the server's parser refuses, or XML forbids, is refused with line and column: %j",
  (document) => {
    expect(() => read(document)).toThrow(ProblemsError)
    expect(() => read(document)).toThrow(PLACE)
  },
)

test.each(READ_BEYOND_JAVA)(
  'a name in letters that XML 1.0 does not know is read all the same: %j',
  (document) => {
    expect(read(document).changes).toEqual([])
  },
)
