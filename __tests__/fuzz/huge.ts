import { MOBILE_CONFIG_NAMESPACE } from '../../src/mobile-config/namespaces.ts'
import { SETTINGS, setting } from '../mobile-config/settings.ts'
import type { PropertiesCase } from './provider-properties.ts'
import type { XmlCase } from './xml.ts'

/**
 * Inputs that are bad by their size: what takes quadratic time, endless recursion or all memory. Too large to be committed, so
 * they are made here. Whether they end in time is the matter of the test runner's limit and of the fuzzing script's.
 */
const config = (inner: string, attributes = '') =>
  `<config xmlns="${MOBILE_CONFIG_NAMESPACE}"${attributes}>${inner}</config>`
const section = (inner: string) => config(`<SecuritySettings>${inner}</SecuritySettings>`)
const counted = (count: number, each: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => each(index)).join('')
const laughs = (levels: number) => {
  const entities = counted(levels, (level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`)
  return `<!DOCTYPE config [<!ENTITY l0 "lol">${entities}]>${section(`<AuthType>&l${levels};</AuthType>`)}`
}

export const HUGE_XML: Readonly<Record<string, () => string>> = {
  'an entity bomb': () => laughs(30),
  'an entity bomb in an attribute': () =>
    laughs(30).replace('<SecuritySettings>', '<SecuritySettings enabled="&l30;">'),
  'one entity used often': () =>
    `<!DOCTYPE config [<!ENTITY a "${'x'.repeat(100_000)}">]>${section('&a;'.repeat(100_000))}`,
  'elements in elements': () => config('<a>'.repeat(200_000) + '</a>'.repeat(200_000)),
  'elements that never end': () => config('<a>'.repeat(1_000_000)),
  'sections in sections': () =>
    config('<SecuritySettings>'.repeat(2_000) + '</SecuritySettings>'.repeat(2_000)),
  'a million elements': () => config('<a/>'.repeat(1_000_000)),
  'a million prefixes that nothing binds': () => config('<m:a/>'.repeat(700_000)),
  'many sections': () => config('<SecuritySettings/>'.repeat(200_000)),
  'many namespaces in each other': () =>
    config(counted(1_000, (level) => `<a xmlns:n${level}="urn:${level}">`) + '</a>'.repeat(1_000)),
  'many attributes': () =>
    config(
      '',
      counted(100_000, (index) => ` a${index}="x"`),
    ),
  'a long attribute': () => config('', ` a="${'&lt;'.repeat(1_000_000)}"`),
  'a long name': () => config(`<${'a'.repeat(2_000_000)}/>`),
  'a long name that does not end': () => config(`<${'a'.repeat(4_000_000)}`),
  'a long prefix that nothing binds': () => config(`<${'a'.repeat(2_000_000)}:b/>`),
  'a long root in another namespace': () => `<config xmlns="${'x'.repeat(4_000_000)}"/>`,
  'a long value': () => section(`<AuthType>${'` '.repeat(1_500_000)}</AuthType>`),
  'many references': () => section(`<AuthType>${'&#65;'.repeat(900_000)}</AuthType>`),
  'many comments': () => section('<!-- <AuthType/> -->'.repeat(200_000)),
  'much markup in a comment': () => section(`<!-- ${'<a b="&c;"/>'.repeat(350_000)} -->`),
  'much markup in a document type': () =>
    `<!DOCTYPE config [${'<!-- <a b="c"/> -->'.repeat(200_000)}]>${section('')}`,
  'many elements behind what only looks like an instruction': () =>
    `<!DOCTYPE config [<!ENTITY a "<?x">]>${config('<a/>'.repeat(1_000_000))}<?y ?>`,
  'many references to many entities': () =>
    `<!DOCTYPE config [${counted(60_000, (index) => `<!ENTITY e${index} "">`)}]>${section(counted(200_000, (index) => `&f${index};`))}`,
  'many declarations that name nothing': () =>
    `<!DOCTYPE config [${'<!ENTITY '.repeat(500_000)}]>${section('')}`,
  'a document type of quotes': () => `<!DOCTYPE config ${'"" '.repeat(1_500_000)}`,
  'blanks in a document type': () => `<!DOCTYPE config${' '.repeat(4_000_000)}SYSTEM`,
  'many attributes with prefixes': () =>
    config('', ` xmlns:p="urn:x"${counted(90_000, (index) => ` p:a${index}="x"`)}`),
  'many prefixes for one long namespace': () =>
    config(
      '',
      counted(20, (index) => ` xmlns:p${index}="${'x'.repeat(200_000)}" p${index}:a="x"`),
    ),
  'many attributes whose prefix nothing binds': () => config('<a m:b="c"/>'.repeat(60_000)),
  'a long prefix of an attribute that nothing binds': () => config(`<a ${'a'.repeat(2_000_000)}:b="c"/>`),
  'a long name of colons': () => config(`<a${':'.repeat(4_000_000)}/>`),
  'a long name in letters beyond ASCII': () => config(`<${'ä'.repeat(2_000_000)}/>`),
  'many marks of a merge in comments': () => section(`<!--${'\n=======\n'.repeat(500_000)}-->`),
  'many texts beside a mark of a merge in a comment': () =>
    `${config('<a/>\n'.repeat(90_000))}<!--\n=======\n-->`,
  'a prolog of comments': () => `${'<!---->'.repeat(90_000)}${section('')}`,
  'a declaration that does not end': () => `<?xml version="1.0" encoding="${'x'.repeat(4_900_000)}`,
  'declarations in a row': () => '<?xml version="1.0"?>'.repeat(200_000),
  'stray text of many lines': () => section('x\r'.repeat(2_000_000)),
  'many character data sections': () => section(`<AuthType>${'<![CDATA[x]]>'.repeat(300_000)}</AuthType>`),
  'a comment that does not end': () => config(`<!--${'-'.repeat(1_000_000)}`),
  'many instructions': () => '<?x?>'.repeat(900_000) + section(''),
  'a deep indentation': () => config(`\n${' '.repeat(4_000_000)}<a/>\n<SecuritySettings/>`),
  'many carriage returns': () => section('\r'.repeat(1_000_000)),
  'many lines': () => section('\n'.repeat(1_000_000)),
  'blanks in a tag': () => config(`<SecuritySettings${' '.repeat(4_000_000)}/>`),
  'blanks in the declaration': () => `<?xml version="1.0"${' '.repeat(4_000_000)}?>${section('')}`,
  'nothing but blanks': () => ' '.repeat(4_900_000),
  'more than is read': () => section(' '.repeat(5_000_000)),
  'nothing but "<"': () => '<'.repeat(4_900_000),
  'nothing but "&"': () => section('&'.repeat(4_000_000)),
  'a document type that does not end': () => `<!DOCTYPE config [${'<!ENTITY a "'.repeat(300_000)}`,
}

const nameless = (text: string): XmlCase => ({ bytes: Buffer.from(text), settings: SETTINGS })

export const hugeXml = (): [name: string, input: () => XmlCase][] => [
  ...Object.entries(HUGE_XML).map(([name, text]): [string, () => XmlCase] => [name, () => nameless(text())]),
  [
    'as many settings as there may be, in a file with a million elements',
    () => ({
      bytes: Buffer.from(config('<a/>'.repeat(1_000_000) + counted(200, (index) => `<b${index}/>`))),
      settings: counted(200, (index) => `b${index} `)
        .trim()
        .split(' ')
        .map((name) => setting(`${name}/@x`, 'y')),
    }),
  ],
]

const LINES: Readonly<Record<string, () => string>> = {
  'blanks behind an open list': () => `[name x${' '.repeat(100_000)}`,
  'lists that do not close': () => '[name [value '.repeat(10_000),
  'quotes that do not close': () => '"a.b='.repeat(20_000),
  'quotes behind backslashes': () => `"a.b=${'\\"a.b='.repeat(20_000)}`,
  'a name without an end': () => 'a.'.repeat(50_000),
  'a name of secrets': () => `${'secret'.repeat(16_000)}1 x`,
  'a row of bars': () => '|'.repeat(100_000),
  'a row of blanks': () => `provider_1.clientId${' '.repeat(100_000)}`,
  'blanks in what may be the header of a table': () => `Name${' '.repeat(150_000)}x`,
  'bars in what may be the header of a table': () => `| Property${'\t|'.repeat(75_000)}x`,
  'many folded properties': () => 'provider_1.a '.repeat(7_000),
  'many lines that speak of a secret beside many values': () =>
    counted(3_000, (index) => `my secret word${index}x\nprovider_1.p${index}=value${index}\n`),
  'a host of dots': () => `provider_1.tokenEndpointUrl=https://${'.'.repeat(100_000)}x`,
  'a host with many dots behind it': () => `provider_1.tokenEndpointUrl=https://x${'.'.repeat(100_000)}`,
  'a long host': () => `provider_1.tokenEndpointUrl=https://${'login.microsoftonline.'.repeat(5_000)}com`,
  'many open placeholders': () => `provider_1.clientId=${'%3c{'.repeat(30_000)}`,
  'many characters that nobody sees': () => `provider_1.scope=${'\u200b'.repeat(100_000)}`,
  'many contradictions': () => counted(3_000, (index) => `provider_1.clientId=${index}\n`),
  'many lines that are none': () => 'x\n'.repeat(50_000),
  brackets: () => '['.repeat(100_000),
  'braces of quotes': () => `{${'"'.repeat(100_000)}`,
}

export const hugeProperties = (): [name: string, input: () => PropertiesCase][] =>
  Object.entries(LINES).map(([name, text]) => [name, () => ({ content: text() })])

export const HUGE_SETTINGS: Readonly<Record<string, () => string>> = {
  'a path without an end': () => `${'a/'.repeat(60_000)}a = x`,
  'a path in names': () => `${'a'.repeat(100_000)} = x`,
  'many settings': () => counted(10_000, (index) => `a${index} = x\n`),
  'many lines that are none': () => 'x\n'.repeat(60_000),
  'many settings within others': () => counted(5_000, (index) => `a${index}/b = x\na${index} = x\n`),
  'a long value': () => `RejectUntrustedCertificates = ${'&'.repeat(120_000)}`,
}
