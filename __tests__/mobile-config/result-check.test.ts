import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseMobileConfig } from '../../src/mobile-config/document.ts'
import { UTF_8 } from '../../src/mobile-config/encoding.ts'
import { insertionEdits } from '../../src/mobile-config/insertion.ts'
import { planEdits } from '../../src/mobile-config/plan.ts'
import { edited, planMobileConfig } from '../../src/mobile-config/render.ts'
import { applyEdits, type Edit, SourceText } from '../../src/mobile-config/source-text.ts'
import { SETTINGS, setting } from './settings.ts'

/** What stands in the root beside what the settings are about. */
const sibling = fc.constantFrom(
  '<A/>',
  '<A b="c">text</A>',
  '<A><B>x</B><!-- y --></A>',
  '<A><![CDATA[<B>]]></A>',
  '<A b="]]&gt;" c="?>"/>',
  '<m:A><m:SecuritySettings/></m:A>',
  '<A xmlns="urn:x"><SecuritySettings/></A>',
  '<m:A m:b="c" b="c"/>',
  '<!---->',
  '<!-- <A/> -->',
  '<?x y?>',
  '\n  ',
  '<Push enabled="false"/>',
  '<Push enabled="true"/>',
)
const section = fc.constantFrom(
  '',
  '<SecuritySettings enabled="false"><AuthType>Form</AuthType></SecuritySettings>',
  '<SecuritySettings/>',
)
const file = fc
  .tuple(fc.array(sibling, { maxLength: 6 }), section, fc.array(sibling, { maxLength: 3 }))
  .map(
    ([before, middle, after]) =>
      `<config xmlns="http://www.ibm.com/mobile-config" xmlns:m="urn:m">${[...before, middle, ...after].join('')}</config>`,
  )

/** What changes the meaning of what follows it, and mostly something that puts it right again. */
const disturbance = fc.constantFrom(
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?x ', '?>'],
  ['<x>', '</x>'],
  ['<x xmlns="urn:x">', '</x>'],
  ['<m:x xmlns:m="http://www.ibm.com/mobile-config">', '</m:x>'],
  ['<x xmlns:m="http://www.ibm.com/mobile-config">', '</x>'],
  ['<x a="', '"/>'],
  ['</config>', '<config>'],
  ['<A>', '<A>'],
  ['<A/>', '<!---->'],
  ['x', '&amp;'],
  [' xmlns:m="http://www.ibm.com/mobile-config"', ''],
  [' m:b="1"', ''],
  ['<SecuritySettings/>', ''],
)

/** Insertions and deletions, mostly where a tag starts or ends. */
const editsOf = (text: string) => {
  const borders = [...text.matchAll(/[<>]/g)].map(({ index, 0: sign }) => (sign === '<' ? index : index + 1))
  const offset = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...borders) }, fc.nat(text.length))
  const inserted = fc
    .tuple(disturbance, offset, offset)
    .map(([parts, one, other]) =>
      [one, other]
        .toSorted((a, b) => a - b)
        .map((start, index): Edit => ({ start, end: start, replacement: parts[index]! })),
    )
  const deleted = fc
    .tuple(offset, offset)
    .map(([one, other]): Edit[] => [
      { start: Math.min(one, other), end: Math.max(one, other), replacement: '' },
    ])
  const start = text.indexOf('urn:m')
  const bound = { start, end: start + 'urn:m'.length, replacement: 'http://www.ibm.com/mobile-config' }
  const rebound = fc.constant<Edit[]>([bound])
  return fc.array(fc.oneof({ weight: 3, arbitrary: inserted }, deleted, rebound), { maxLength: 2 })
}

const disturbed = file.chain((text) =>
  fc.tuple(
    fc.constant(text),
    editsOf(text).map((edits) => edits.flat()),
  ),
)
const path = 'm.xml'

test('whatever edits do to a file, what the check of the result lets through is right when all of it is parsed', () => {
  const passed = { withEdits: 0, without: 0 }
  fc.assert(
    fc.property(disturbed, fc.boolean(), ([text, more], hasPush) => {
      const settings = hasPush ? [...SETTINGS, setting('Push/@enabled', 'true')] : SETTINGS
      let planned: ReturnType<typeof planMobileConfig>
      try {
        planned = planMobileConfig({ path, bytes: Buffer.from(text) }, settings)
      } catch {
        return
      }
      const edits = [...planned.edits, ...insertionEdits(planned), ...more]
      try {
        edited(planned, [...insertionEdits(planned), ...more])
      } catch (error) {
        expect(more, String(error)).not.toEqual([])
        return
      }
      const result = parseMobileConfig(new SourceText(path, applyEdits(text, edits), UTF_8))
      expect(planEdits(result, settings).changes).toEqual([])
      passed[more.length > 0 ? 'withEdits' : 'without']++
    }),
    { numRuns: 3000 },
  )
  expect(passed.withEdits).toBeGreaterThan(100)
  expect(passed.without).toBeGreaterThan(100)
})
