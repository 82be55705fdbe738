import { expect, test } from 'vitest'
import { finding } from '../../src/findings.ts'
import { findingsList } from '../../src/report/findings-list.ts'

const one = finding('MSSO001', { where: 'input scope', what: 'It is foreign.', cure: 'Use your own.' })
const other = finding('MSSO005', { where: 'input x', what: 'It is old.', cure: 'Use v2.' })

test('each finding has a line, with a link where the documentation has an address', () => {
  expect(findingsList([one, other], 'https://github.test/findings.md')).toBe(
    [
      '- **[MSSO001](https://github.test/findings.md#msso001-the-scope-belongs-to-another-application) The scope belongs to another application** (`input scope`): It is foreign. Use your own.',
      '- **[MSSO005](https://github.test/findings.md#msso005-the-endpoints-are-version-1) The endpoints are version 1** (`input x`): It is old. Use v2.',
    ].join('\n'),
  )
})
