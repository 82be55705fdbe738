import { describe, expect, test } from 'vitest'
import { finding } from '../../src/findings.ts'
import type { RunResult } from '../../src/report/index.ts'
import { failureSummary, summary } from '../../src/report/summary.ts'
import { CHANGED, DRIFTED, FINE, NOTHING, OPENED, UNCHANGED } from './results.ts'

const DOCUMENTATION = 'docs/findings.md'
const FOREIGN = finding('MSSO001', {
  where: 'input scope',
  what: 'The scope "api://x" is foreign.',
  cure: 'Use your own.',
})
const DIFFERS = finding('MSSO012', {
  where: 'mobile-config.xml:1',
  what: 'AuthType is "Form".',
  cure: 'Run in mode "pull-request".',
})
const script = { text: 'print(1)\n', path: undefined }
const of = (result: RunResult) => summary(result, DOCUMENTATION)

describe('the summary of a run that writes', () => {
  test('has verdict, changes, diff, app registration, warnings and the script', () => {
    expect(of({ ...OPENED, registration: CHANGED, findings: [FOREIGN], script })).toMatchInlineSnapshot(`
      "## Mobile single sign-on: [pull request #7](https://github.test/pull/7) opened; app registration changed

      | Setting | Old value | New value | From |
      | --- | --- | --- | --- |
      | \`SecuritySettings/AuthType\` | \`Form\` | \`OAuth\` | \`this action\` |

      \`\`\`diff
      --- a/mobile-config.xml
      +++ b/mobile-config.xml
      @@ -1,1 +1,1 @@
      -<a>Form</a>
      +<a>OAuth</a>
      \`\`\`

      ### App registration in Entra ID

      This action changed the app registration HCL \\*Connections\\* (\`b850bc0a-0893-4cd7-8e22-9738a43c585d\`):

      | Setting | Before | After |
      | --- | --- | --- |
      | *Allow public client flows* | No | Yes |

      ### Findings

      - **MSSO001 The scope belongs to another application** (\`input scope\`): The scope \`api://x\` is foreign. Use your own.

      <details><summary>wsadmin script</summary>

      Save the script as \`apply-mobile-config.py\` on the deployment manager, and the merged file beside it (*Download raw file* on GitHub keeps every byte). Run it there in \`bin\` of the profile:

      \`\`\`sh
      ./wsadmin.sh -lang jython -f /path/to/apply-mobile-config.py /path/to/mobile-config.xml
      \`\`\`

      \`\`\`python
      print(1)
      \`\`\`

      </details>"
    `)
  })

  test('is short where everything is there already', () => {
    expect(of({ ...UNCHANGED, script })).toMatchInlineSnapshot(`
      "## Mobile single sign-on: the file is as wanted

      All wanted settings are in \`mobile-config.xml\` already."
    `)
  })

  test.each([
    ['created', 'ops/apply.py', true],
    ['updated', 'ops/apply.py', true],
    ['closed', 'ops/apply.py', false],
    ['created', undefined, false],
  ] as const)(
    'says why a pull request was %s although the file is as wanted: %s',
    (operation, path, isSaid) => {
      const { pullRequest } = OPENED
      const result = { ...UNCHANGED, operation, pullRequest, script: { ...script, path } }
      const reason =
        ' The pull request is about the wsadmin script `ops/apply.py`, which is missing or of another release.'
      expect(of(result).split('\n\n')[1]).toBe(
        `All wanted settings are in \`mobile-config.xml\` already.${isSaid ? reason : ''}`,
      )
    },
  )

  test.each([
    [{ ...CHANGED, isChanged: true }, 'opened; app registration changed'],
    [{ ...CHANGED, isChanged: false }, 'opened; app registration not as wanted'],
    [{ ...CHANGED, changes: [] }, 'opened'],
  ])('says in its heading what became of the app registration: %j', (registration, verdict) => {
    expect(of({ ...OPENED, registration }).split('\n')[0]).toBe(
      `## Mobile single sign-on: [pull request #7](https://github.test/pull/7) ${verdict}`,
    )
  })
})

describe('the summary of a check', () => {
  test('of which all is as wanted has a line for each place', () => {
    expect(of(FINE)).toMatchInlineSnapshot(`
      "## Mobile single sign-on: everything is as wanted

      | Place | As wanted | What was found |
      | --- | --- | --- |
      | Values | ✅ yes | as wanted |
      | File \`mobile-config.xml\` | ✅ yes | as wanted |
      | OIDC provider | ✅ yes | as wanted |
      | App registration | ✅ yes | as wanted |
      | Endpoints at Entra | ✅ yes | as wanted |
      | Live server | ✅ yes | as wanted |
      | Certificate | ✅ yes | as wanted |"
    `)
  })

  test('folds what to do, the settings, the diff and the app registration', () => {
    const drifted = {
      ...DRIFTED,
      findings: [FOREIGN, DIFFERS],
      registration: { ...CHANGED, isChanged: false },
    }
    expect(of(drifted)).toMatchInlineSnapshot(`
      "## Mobile single sign-on: not everything is as wanted

      | Place | As wanted | What was found |
      | --- | --- | --- |
      | Values | ⚠️ look | The scope belongs to another application |
      | File \`mobile-config.xml\` | ❌ no | A setting is missing or has the wrong value |
      | OIDC provider | ➖ | not checked |
      | App registration HCL \\*Connections\\* | ➖ | not checked |
      | Endpoints at Entra | ➖ | not checked |
      | Live server | ➖ | not checked |
      | Certificate | ➖ | not checked |

      Open: [pull request #7](https://github.test/pull/7)

      <details><summary>What to do</summary>

      - **MSSO001 The scope belongs to another application** (\`input scope\`): The scope \`api://x\` is foreign. Use your own.

      </details>

      <details><summary>Settings that differ</summary>

      Run in mode \`pull-request\`.

      | Setting | Old value | New value | From |
      | --- | --- | --- | --- |
      | \`SecuritySettings/AuthType\` | \`Form\` | \`OAuth\` | \`this action\` |

      </details>

      <details><summary>Diff of the file</summary>

      \`\`\`diff
      --- a/mobile-config.xml
      +++ b/mobile-config.xml
      @@ -1,1 +1,1 @@
      -<a>Form</a>
      +<a>OAuth</a>
      \`\`\`

      </details>

      <details><summary>App registration</summary>

      \`azure-reconcile: apply\` would change the app registration HCL \\*Connections\\* (\`b850bc0a-0893-4cd7-8e22-9738a43c585d\`):

      | Setting | Before | After |
      | --- | --- | --- |
      | *Allow public client flows* | No | Yes |

      </details>"
    `)
  })

  test('does not fold the app registration where it is as wanted', () => {
    expect(of({ ...FINE, registration: { ...CHANGED, changes: [] } })).not.toContain('<details>')
  })

  test('names no pull request where none is open', () => {
    expect(of(FINE)).not.toMatch(/pull request/i)
  })
})

describe('the summary of a run that failed', () => {
  const problem = { where: 'input mode', what: '"x" is not known.', cure: 'Use one of: render.' }

  test('has every problem, and the app registration where it was changed before', () => {
    const changed = { ...NOTHING, azure: 'changed' as const, registration: CHANGED, findings: [FOREIGN] }
    expect(
      failureSummary([problem, { ...problem, where: 'input base' }], '2 problems.', changed, DOCUMENTATION),
    ).toMatchInlineSnapshot(`
      "## Mobile single sign-on: failed

      - \`input mode\`: \`x\` is not known. Use one of: render.
      - \`input base\`: \`x\` is not known. Use one of: render.

      2 problems.

      ### App registration in Entra ID

      This action changed the app registration HCL \\*Connections\\* (\`b850bc0a-0893-4cd7-8e22-9738a43c585d\`):

      | Setting | Before | After |
      | --- | --- | --- |
      | *Allow public client flows* | No | Yes |

      ### Findings

      - **MSSO001 The scope belongs to another application** (\`input scope\`): The scope \`api://x\` is foreign. Use your own."
    `)
  })

  test('does not speak of an app registration that was only read', () => {
    const read = { ...NOTHING, registration: CHANGED }
    expect(failureSummary([problem], '1 problem.', read, DOCUMENTATION)).toBe(
      '## Mobile single sign-on: failed\n\n- `input mode`: `x` is not known. Use one of: render.\n\n1 problem.',
    )
  })

  test('keeps what follows the first line of a text as it is, for pasting', () => {
    expect(
      failureSummary([], 'No "id-token".\npermissions:\n  id-token: write', NOTHING, DOCUMENTATION),
    ).toBe('## Mobile single sign-on: failed\n\nNo `id-token`.\n\n```\npermissions:\n  id-token: write\n```')
    expect(failureSummary([], 'GitHub said *no*.', NOTHING, DOCUMENTATION)).toBe(
      '## Mobile single sign-on: failed\n\nGitHub said \\*no\\*.',
    )
  })
})
