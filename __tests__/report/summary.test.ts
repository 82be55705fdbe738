import { describe, expect, test } from 'vitest'
import { finding } from '../../src/findings.ts'
import { type Failure, failureSummary } from '../../src/report/failure.ts'
import type { RunResult } from '../../src/report/index.ts'
import { summary } from '../../src/report/summary.ts'
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
const saying = (message: string): Failure => ({ message, lists: [] })
const of = (result: RunResult) => summary(result, DOCUMENTATION)

describe('the summary of a run that writes', () => {
  test('has verdict, changes, diff, app registration, warnings and the script', () => {
    expect(of({ ...OPENED, registration: CHANGED, findings: [FOREIGN], script })).toMatchInlineSnapshot(`
      "## Mobile single sign-on: [pull request #7](https://github.test/pull/7) opened; app registration changed

      - **\`SecuritySettings/AuthType\`** (from \`this action\`)<br>old: \`Form\`<br>new: \`OAuth\`

      \`\`\`diff
      --- a/mobile-config.xml
      +++ b/mobile-config.xml
      @@ -1,1 +1,1 @@
      -<a>Form</a>
      +<a>OAuth</a>
      \`\`\`

      ### App registration in Entra ID

      This action changed the app registration HCL \\*Connections\\* (\`b850bc0a-0893-4cd7-8e22-9738a43c585d\`):

      - **Allow public client flows**<br>old: No<br>new: Yes

      ### Findings

      - **MSSO001 The scope belongs to another application** (\`input scope\`): The scope \`api://x\` is foreign. Use your own.

      <details><summary>wsadmin script</summary>

      Save the script as \`apply-mobile-config.py\` on the deployment manager, and the merged file beside it (*Download raw file* on GitHub keeps every byte). Run it there, in the \`bin\` folder of the profile:

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
      "## Mobile single sign-on: the file is up to date

      \`mobile-config.xml\` already has every setting."
    `)
  })

  test.each([
    ['created', 'ops/apply.py', true],
    ['updated', 'ops/apply.py', true],
    ['closed', 'ops/apply.py', false],
    ['created', undefined, false],
  ] as const)(
    'says why a pull request was %s although the file is up to date: %s',
    (operation, path, isSaid) => {
      const { pullRequest } = OPENED
      const result = { ...UNCHANGED, operation, pullRequest, script: { ...script, path } }
      const reason =
        ' The pull request updates the wsadmin script `ops/apply.py`, which is missing or from another release.'
      expect(of(result).split('\n\n')[1]).toBe(
        `\`mobile-config.xml\` already has every setting.${isSaid ? reason : ''}`,
      )
    },
  )

  test.each([
    [{ ...CHANGED, isChanged: true }, 'opened; app registration changed'],
    [{ ...CHANGED, isChanged: false }, 'opened; app registration needs a change'],
    [{ ...CHANGED, changes: [] }, 'opened'],
  ])('says in its heading what became of the app registration: %j', (registration, verdict) => {
    expect(of({ ...OPENED, registration }).split('\n')[0]).toBe(
      `## Mobile single sign-on: [pull request #7](https://github.test/pull/7) ${verdict}`,
    )
  })
})

describe('the summary of a check', () => {
  test('without drift has a line for each place', () => {
    expect(of(FINE)).toMatchInlineSnapshot(`
      "## Mobile single sign-on: no drift in 7 places

      | Place | State |
      | --- | --- |
      | Values | ✅ up to date |
      | File \`mobile-config.xml\` | ✅ up to date |
      | OIDC provider | ✅ up to date |
      | App registration | ✅ up to date |
      | Endpoints at Entra | ✅ up to date |
      | Live server | ✅ up to date |
      | Certificate | ✅ up to date |"
    `)
  })

  test('says openly what to do, and folds the settings, the diff and the app registration', () => {
    const drifted = {
      ...DRIFTED,
      findings: [FOREIGN, DIFFERS],
      registration: { ...CHANGED, isChanged: false },
    }
    expect(of(drifted)).toMatchInlineSnapshot(`
      "## Mobile single sign-on: drift found in 2 of 2 places

      | Place | State |
      | --- | --- |
      | Values | ⚠️ check this<br>The scope belongs to another application |
      | File \`mobile-config.xml\` | ❌ drift<br>A setting is missing or has the wrong value |
      | OIDC provider | ➖ not checked |
      | App registration HCL \\*Connections\\* | ➖ not checked |
      | Endpoints at Entra | ➖ not checked |
      | Live server | ➖ not checked |
      | Certificate | ➖ not checked |

      Open: [pull request #7](https://github.test/pull/7)

      ### What to do

      - **MSSO012 A setting is missing or has the wrong value** (\`mobile-config.xml\`): 1 setting to change, listed below. Run in mode \`pull-request\`.
      - **MSSO001 The scope belongs to another application** (\`input scope\`): The scope \`api://x\` is foreign. Use your own.

      <details><summary>Settings that differ</summary>

      - **\`SecuritySettings/AuthType\`** (from \`this action\`)<br>old: \`Form\`<br>new: \`OAuth\`

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

      - **Allow public client flows**<br>old: No<br>new: Yes

      </details>"
    `)
  })

  test('has no part about the app registration where nothing is to be changed', () => {
    expect(of({ ...FINE, registration: { ...CHANGED, changes: [] } })).not.toMatch(/<details>|###/)
  })

  test('names no pull request where none is open', () => {
    expect(of(FINE)).not.toMatch(/pull request/i)
  })
})

describe('the summary of a run that failed', () => {
  const problem = { where: 'input mode', what: 'Invalid value "x".', cure: 'Allowed: render.' }

  test('has every problem, and the app registration where it was changed before', () => {
    const changed = { ...NOTHING, azure: 'changed' as const, registration: CHANGED, findings: [FOREIGN] }
    expect(
      failureSummary(
        [problem, { ...problem, where: 'input base' }],
        saying('2 problems.'),
        changed,
        DOCUMENTATION,
      ),
    ).toMatchInlineSnapshot(`
      "## Mobile single sign-on: failed

      - \`input mode\`: Invalid value \`x\`. Allowed: render.
      - \`input base\`: Invalid value \`x\`. Allowed: render.

      2 problems.

      ### App registration in Entra ID

      This action changed the app registration HCL \\*Connections\\* (\`b850bc0a-0893-4cd7-8e22-9738a43c585d\`):

      - **Allow public client flows**<br>old: No<br>new: Yes

      ### Findings

      - **MSSO001 The scope belongs to another application** (\`input scope\`): The scope \`api://x\` is foreign. Use your own."
    `)
  })

  test('does not speak of an app registration that was only read', () => {
    const read = { ...NOTHING, registration: CHANGED }
    expect(failureSummary([problem], saying('1 problem.'), read, DOCUMENTATION)).toBe(
      '## Mobile single sign-on: failed\n\n- `input mode`: Invalid value `x`. Allowed: render.\n\n1 problem.',
    )
  })

  test('has prose as prose, and what is indented as a block for pasting', () => {
    const text = [
      'No "id-token". Give it:',
      '  permissions:',
      '    id-token: write',
      'Forks get *none*.',
      '  az ad app `x`',
    ]
    expect(failureSummary([], saying(text.join('\n')), NOTHING, DOCUMENTATION)).toBe(
      [
        '## Mobile single sign-on: failed',
        'No `id-token`. Give it:',
        '```\npermissions:\n  id-token: write\n```',
        'Forks get \\*none\\*.',
        '```\naz ad app `x`\n```',
      ].join('\n\n'),
    )
  })

  test('lists what was written, what may have been and what to do next', () => {
    const lists = [
      ['Written', ['branch "a*b" created', 'a commit']],
      ['Perhaps written', ['a pull request opened']],
      ['Do next', ['Run again.']],
    ] as const
    expect(failureSummary([], { message: 'GitHub said no.', lists }, NOTHING, DOCUMENTATION)).toBe(
      [
        '## Mobile single sign-on: failed',
        'GitHub said no.',
        '### Written\n\n- branch `a*b` created\n- a commit',
        '### Perhaps written\n\n- a pull request opened',
        '### Do next\n\n- Run again.',
      ].join('\n\n'),
    )
  })
})
