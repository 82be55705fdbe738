import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SECRET } from '../../scripts/demo-world.ts'

test('the demo fits on two screens, shows neither script nor JSON nor secret, and ends with six lines of what happened', () => {
  const demo = join(import.meta.dirname, '../../scripts/demo.ts')
  const output = execFileSync(process.execPath, [demo], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const lines = output.trimEnd().split('\n')
  expect(lines.length).toBeLessThanOrEqual(100)
  expect(lines.filter((line) => line.length > 120)).toEqual([])
  for (const hidden of [SECRET, '{"', 'import sys', '::', '<!--', '<details>'])
    expect(output).not.toContain(hidden)
  expect(lines.filter((line) => line.startsWith('=== '))).toEqual([
    '=== The log of the step',
    '=== The change in LotusConnections-config/mobile-config.xml',
    '=== Pull request #1: Move the mobile clients to Azure single sign-on (LotusConnections-config/mobile-config.xml)',
    '=== What happened',
  ])
  expect(output).toContain(
    '\n6 settings change · app registration done · 2 steps on the server after merging\n',
  )
  expect(output).toContain('\n- [ ] Merge this pull request\n')
  expect(output).toContain('\n    old: Form\n    new: OAuth\n')
  expect(lines.slice(lines.indexOf('=== What happened') + 1)).toEqual([
    '1. LotusConnections-config/mobile-config.xml: 6 settings, 6 changed lines.',
    '2. App registration HCL Connections (b850bc0a-0893-4cd7-8e22-9738a43c585d): 2 properties changed.',
    '3. Pull request #1 created, with the steps that are left for people.',
    '4. The client secret is not in the log, the outputs, the summary or the pull request.',
    '5. The same job again: nothing was written, 1 request to GitHub.',
    '6. Nothing left this machine: GitHub, Entra ID and Microsoft Graph were stand-ins.',
  ])
})
