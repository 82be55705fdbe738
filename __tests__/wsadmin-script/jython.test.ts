import { test } from 'vitest'
import { hasJython } from '../stand-ins/wsadmin/cell.ts'

const INSTALLATIONS: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'sudo apt-get install jython',
  darwin: 'brew install jython',
}
const install = INSTALLATIONS[process.platform] ?? 'see https://www.jython.org/download'

if (!hasJython)
  process.stderr.write(
    `\nNOTICE: the wsadmin scripts are NOT run by these tests, because there is no Jython: ${install}\n\n`,
  )

test.skipIf(process.platform !== 'linux')(
  'the wsadmin scripts are run by a real Jython where CI runs the tests',
  ({ expect }) => {
    expect(hasJython || !process.env['GITHUB_ACTIONS'], `there is no Jython: ${install}`).toBe(true)
  },
)
