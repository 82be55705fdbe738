import { expect, test } from 'vitest'
import { renderNow } from './render-now.ts'
import { setting } from './settings.ts'

const NAMESPACE = 'http://www.ibm.com/mobile-config'
const config = (inner: string, attributes = '') =>
  `<config xmlns="${NAMESPACE}"${attributes}>\n${inner}</config>`
const render = (text: string) => renderNow({ path: 'm.xml', bytes: Buffer.from(text) }, [setting('A', 'x')])

const XML = 'http://www.w3.org/XML/1998/namespace'
const NAME =
  'A name has at most one colon, and starts with a letter or an underscore, as does the part after the colon.'
const RESERVED =
  'declares a prefix or a namespace that belongs to XML itself. Remove it: the prefix "xml" needs no declaration.'
const EMPTY =
  'declares a prefix without a namespace. Give it the namespace that the prefix stands for, or remove it.'

test.each([
  [
    'an attribute whose prefix nothing binds',
    config('<A b=">" xsi:c="d"/>'),
    'm.xml:2:10: The prefix of attribute "xsi:c" is not bound to a namespace. Declare it with xmlns:xsi="…" or remove it.',
  ],
  [
    'two attributes with one expanded name',
    config('<A p:x="1"\n q:x="2"/>', ' xmlns:p="urn:x" xmlns:q="urn:&#120;"'),
    'm.xml:3:2: The attribute "q:x" occurs twice: another prefix stands for the same namespace. Remove one of the two.',
  ],
  [
    'an element without a prefix before its colon',
    config('<:A/>'),
    `m.xml:2:1: The name of element ":A" is not valid in XML with namespaces. ${NAME}`,
  ],
  [
    'an element without a name behind its colon',
    config('<A:/>'),
    `m.xml:2:1: The name of element "A:" is not valid in XML with namespaces. ${NAME}`,
  ],
  [
    'an element with two colons',
    config('<a:b:c/>', ' xmlns:a="urn:x"'),
    `m.xml:2:1: The name of element "a:b:c" is not valid in XML with namespaces. ${NAME}`,
  ],
  [
    'an attribute whose local name starts with a digit',
    config('<A p:1="x"/>', ' xmlns:p="urn:x"'),
    `m.xml:2:4: The name of attribute "p:1" is not valid in XML with namespaces. ${NAME}`,
  ],
  ['a prefix declared as nothing', config('<A xmlns:p=""/>'), `m.xml:2:4: The attribute "xmlns:p" ${EMPTY}`],
  [
    'another namespace for the prefix xml',
    config('<A xmlns:xml="urn:x"/>'),
    `m.xml:2:4: The attribute "xmlns:xml" ${RESERVED}`,
  ],
  [
    'another prefix for the namespace of xml',
    config(`<A xmlns:p="${XML}"/>`),
    `m.xml:2:4: The attribute "xmlns:p" ${RESERVED}`,
  ],
  [
    'the namespace of xml as the default',
    config(`<A xmlns="${XML}"/>`),
    `m.xml:2:4: The attribute "xmlns" ${RESERVED}`,
  ],
  [
    'a declaration of the prefix xmlns',
    config('<A xmlns:xmlns="urn:x"/>'),
    `m.xml:2:4: The attribute "xmlns:xmlns" ${RESERVED}`,
  ],
  [
    'a prefix for the namespace of declarations',
    config('<A xmlns:p="http://www.w3.org/2000/xmlns/"/>'),
    `m.xml:2:4: The attribute "xmlns:p" ${RESERVED}`,
  ],
])('a file is refused with line and column for %s', (_, text, problem) => {
  expect(() => render(text)).toThrow(problem)
})

test.each([
  ['the prefix xml, which needs no declaration', config('<xml:foo xml:lang="en"/><A/>')],
  ['the prefix xml as it is', config('<A/>', ` xmlns:xml="${XML}"`)],
  [
    'one local name in two namespaces',
    config('<A p:x="1" q:x="2" x="3"/>', ' xmlns:p="urn:x" xmlns:q="urn:y"'),
  ],
  ['a prefix that is bound behind the attribute', config('<A p:x="1" xmlns:p="urn:x"/>')],
  ['a default namespace that is taken away', config('<B xmlns=""/><A/>')],
])('a file is read that has %s', (_, text) => {
  expect(render(text).changes).toHaveLength(1)
})

test('a binding ends with its element', () => {
  expect(() => render(config('<A xmlns:p="urn:x"/>\n<B p:x="1"/>'))).toThrow(
    'm.xml:3:4: The prefix of attribute "p:x" is not bound to a namespace.',
  )
})
