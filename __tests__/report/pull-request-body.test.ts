import { beforeAll, describe, expect, test } from 'vitest'
import { finding } from '../../src/findings.ts'
import { pullRequestBody, type ReportedRegistration } from '../../src/report/index.ts'

const change = {
  setting: 'SecuritySettings/AuthType',
  before: 'Form',
  after: 'OAuth',
  source: 'this action',
  line: 12,
}
const ENTRA = { kind: 'entra', name: 'Microsoft Entra ID (Azure AD)' } as const

const parts = {
  introduction: '',
  provider: ENTRA,
  path: 'mobile-config.xml',
  changes: [change],
  isChanged: true,
  origin: 'file' as const,
  findings: [],
  documentation: 'docs/findings.md',
  registration: undefined,
  script: undefined,
  wanted: '0123456789abcdef',
}
const MARKER = '<!-- mobile-sso-config {"wanted":"0123456789abcdef","closedByAction":false} -->'

test('the body shows each change, the steps that remain and the marker', () => {
  const body = pullRequestBody(parts, '')
  expect(body).toContain('| `SecuritySettings/AuthType` | `Form` | `OAuth` | `this action` |')
  expect(body).toContain('- [ ] Synchronise all nodes completely')
  expect(body).toContain(MARKER)
  expect(body).not.toContain('## Findings')
})

test('findings are warnings in the body', () => {
  const warning = finding('MSSO001', {
    where: 'input scope',
    what: 'The scope "api://x" is foreign.',
    cure: 'Use your own.',
  })
  const body = pullRequestBody({ ...parts, findings: [warning] }, '')
  expect(body).toContain(
    '- **MSSO001 The scope belongs to another application** (`input scope`): The scope `api://x` is foreign. Use your own.',
  )
})

test('the introduction can be replaced', () => {
  expect(pullRequestBody({ ...parts, introduction: 'Ticket CHG-1' }, '')).toContain('Ticket CHG-1')
})

test('writing the same again changes nothing', () => {
  const body = pullRequestBody(parts, '')
  expect(pullRequestBody(parts, body)).toBe(body)
  expect(pullRequestBody(parts, body.replaceAll('\n', '\r\n'))).toBe(body)
})

test('what people wrote around the section and the boxes they ticked are kept', () => {
  const body = pullRequestBody(parts, '').replace(
    '- [ ] Merge this pull request',
    '- [x] Merge this pull request',
  )
  const edited = `Please wait for CAB.\n\n${body}\n\nThanks`
  const updated = pullRequestBody({ ...parts, changes: [{ ...change, after: 'Basic' }] }, edited)
  expect(updated).toMatch(/^Please wait for CAB\.\n\n/)
  expect(updated).toMatch(/\n\nThanks$/)
  expect(updated).toContain('- [x] Merge this pull request')
  expect(updated).toContain('`Basic`')
})

test('a body that lost its section gets it below what is there', () => {
  expect(pullRequestBody(parts, 'Only my words\n')).toMatch(/^Only my words\n\n<!-- mobile-sso-config begin/)
})

test('a body never gets longer than GitHub allows', () => {
  const changes = Array.from({ length: 50 }, (_, index) => ({
    ...change,
    setting: `S${index}`,
    after: 'x'.repeat(3000),
  }))
  const findings = Array.from({ length: 400 }, () =>
    finding('MSSO011', { where: 'mobile-config.xml:1', what: `${'y'.repeat(300)}.`, cure: 'Check.' }),
  )
  const body = pullRequestBody({ ...parts, changes, findings }, '')
  expect(body.length).toBeLessThan(65_536)
  expect(body).toContain(MARKER)
  expect(body).toContain('… cut: GitHub allows no longer text.')
})

test('many changes are counted, not listed', () => {
  const changes = Array.from({ length: 60 }, (_, index) => ({
    ...change,
    setting: `S${index}`,
    before: null,
  }))
  const body = pullRequestBody({ ...parts, changes }, '')
  expect(body).toContain('| `S49` | *not in the file* |')
  expect(body).toContain('… and 10 more.')
})

test('an introduction with the hidden comments of the action does not confuse later runs', () => {
  const introduction =
    'Intro\n<!-- mobile-sso-config end -->\n<!-- mobile-sso-config wanted=ffffffffffffffff -->\nmore'
  const first = pullRequestBody({ ...parts, introduction }, '')
  expect(pullRequestBody({ ...parts, introduction }, first)).toBe(first)
  expect(first.match(/<!-- mobile-sso-config (?:\{|wanted=)/g)).toHaveLength(1)
})

test('the body stays within the limit of GitHub together with what people wrote', () => {
  const people = 'x'.repeat(64_000)
  const body = pullRequestBody(parts, people)
  expect(body.length).toBeLessThanOrEqual(65_536)
  expect(body).toContain(MARKER)
})

const registration: ReportedRegistration = {
  reconcile: 'apply',
  clientId: 'b850bc0a-0893-4cd7-8e22-9738a43c585d',
  objectId: '1',
  displayName: 'HCL *Connections*',
  changes: [
    { property: 'publicClient.redirectUris', before: [], after: ['app://one', 'app://two'] },
    { property: 'isFallbackPublicClient', before: null, after: true },
  ],
  findings: [],
  isChanged: false,
}

test('what was changed on the app registration is explained, before and after, and stays in later runs', () => {
  const first = pullRequestBody({ ...parts, registration }, '')
  expect(first).toContain(
    '## App registration in Entra ID\n\nThis action changed the app registration HCL \\*Connections\\* (`b850bc0a-0893-4cd7-8e22-9738a43c585d`):',
  )
  expect(first).toContain(
    '| Redirect URIs, *Mobile and desktop applications* | *none* | `app://one`<br>`app://two` |',
  )
  expect(first).toContain('| *Allow public client flows* | No | Yes |')
  expect(first).not.toContain('- [ ] In the Azure portal')
  expect(pullRequestBody({ ...parts, registration: { ...registration, changes: [] } }, first)).toBe(first)
})

test('what azure-reconcile: check found says what apply would do, and the step stays on the list', () => {
  const body = pullRequestBody({ ...parts, registration: { ...registration, reconcile: 'check' } }, '')
  expect(body).toContain('`azure-reconcile: apply` would change the app registration')
  expect(body).toContain('- [ ] In the Azure portal')
  const fine = { ...registration, reconcile: 'check' as const, changes: [] }
  const later = pullRequestBody({ ...parts, registration: fine }, body)
  expect(later).toContain('is as wanted.')
  expect(later).not.toContain('- [ ] In the Azure portal')
})

test('of a long list of redirect URIs only the number and what is new are shown', () => {
  const before = Array.from({ length: 240 }, (_, index) => `https://example.com/${'x'.repeat(120)}/${index}`)
  const change = {
    property: 'publicClient.redirectUris' as const,
    before,
    after: [...before, 'app://new'],
  }
  const body = pullRequestBody({ ...parts, registration: { ...registration, changes: [change] } }, '')
  expect(body).toContain('| 240 URIs | the same and<br>`app://new` |')
  expect(body).toContain('- [ ] Merge this pull request')
})

test('what a run did to the registration of another application is not kept', () => {
  const first = pullRequestBody({ ...parts, registration }, '')
  const other = { ...registration, clientId: '11111111-2222-3333-4444-555555555555', changes: [] }
  const body = pullRequestBody({ ...parts, registration: other }, first)
  expect(body).toContain('`11111111-2222-3333-4444-555555555555`) is as wanted.')
  expect(body).not.toContain('This action changed')
})

test('a run that does not look at the registration keeps what an earlier one did', () => {
  const first = pullRequestBody({ ...parts, registration }, '')
  expect(pullRequestBody(parts, first)).toBe(first)
  const drifted = pullRequestBody({ ...parts, registration: { ...registration, reconcile: 'check' } }, first)
  expect(drifted).toContain('This action changed')
  expect(drifted).toContain('`azure-reconcile: apply` would change')
})

const END_OF_SECTION = '<!-- mobile-sso-config end -->'

const script = { text: '# first line\nprint "```"\n', path: undefined }

test('the wsadmin script is folded below the steps, of which it takes the place', () => {
  const body = pullRequestBody({ ...parts, script }, '')
  expect(body).toContain('- [ ] On the deployment manager, run the wsadmin script below')
  expect(body).not.toContain('- [ ] Synchronise all nodes completely')
  expect(body).toContain('<details><summary>wsadmin script</summary>')
  expect(body).toContain(`\`\`\`\`python\n${script.text.trimEnd()}\n\`\`\`\`\n\n</details>`)
  expect(body).toContain(
    './wsadmin.sh -lang jython -f /path/to/apply-mobile-config.py /path/to/mobile-config.xml',
  )
  expect(pullRequestBody({ ...parts, script }, body)).toBe(body)
})

test('a script in the repository is named with its path, as the shell takes it', () => {
  const kept = { ...script, path: "ops/it's $(mine).py" }
  const body = pullRequestBody({ ...parts, path: 'servers/mobile-config.xml', script: kept }, '')
  expect(body).toContain("The script is kept in the repository as `ops/it's $(mine).py`.")
  expect(body).toContain(
    "The wsadmin script `ops/it's $(mine).py` is part of this pull request where it is new",
  )
  expect(body).toContain("-f '/path/to/ops/it'\\''s $(mine).py' /path/to/servers/mobile-config.xml")
})

test('a pull request about the script alone says so, and asks for nothing on the server', () => {
  const kept = { ...script, path: 'ops/apply.py' }
  const body = pullRequestBody({ ...parts, changes: [], isChanged: false, script: kept }, '')
  expect(body).toContain('None; this is about the wsadmin script `ops/apply.py` alone.')
  expect(body).toContain('On the server nothing has to be done for this pull request.')
  expect(body).not.toContain('Only the lines of the settings')
  expect(body.match(/^- \[ \] .*$/gm)).toEqual(['- [ ] Merge this pull request'])
  expect(body).not.toContain('<details>')
})

test('a new file that has every wanted setting is not taken for a change of the script', () => {
  const body = pullRequestBody({ ...parts, changes: [], script }, '')
  expect(body).toContain('The file is new, and has every wanted setting already.')
  expect(body).toContain('- [ ] On the deployment manager, run the wsadmin script below')
})

test('a script that finds no room is left out whole', () => {
  const long = { ...script, text: 'y'.repeat(8000) }
  const body = pullRequestBody({ ...parts, script: long }, 'x'.repeat(57_000))
  expect(body.length).toBeLessThanOrEqual(65_536)
  expect(body).toContain('The wsadmin script finds no room here; the job summary has it.')
  expect(body).not.toContain('<details>')
  expect(body).toContain('- [ ] Synchronise all nodes completely')
})

test('a body that is cut ends between lines, so that nothing in it comes alive', () => {
  const findings = Array.from({ length: 90 }, () =>
    finding('MSSO011', {
      where: 'm.xml:1',
      what: `The value is "${'@octocat '.repeat(90)}".`,
      cure: 'Check.',
    }),
  )
  for (let before = 0; before < 60; before++) {
    const body = pullRequestBody({ ...parts, findings }, 'x'.repeat(before))
    const last = body.split('\n… cut')[0]!.trimEnd().split('\n').at(-1)!
    expect(last.match(/`/g)!.length % 2).toBe(0)
  }
})

test('an introduction that leaves a comment open hides nothing', () => {
  const body = pullRequestBody({ ...parts, introduction: 'Ticket <!-- x' }, '')
  expect(body).toContain('Ticket <!-- x -->\n\n## Changes')
})

test('the whole body is as recorded for a person who does the steps by hand', () => {
  const warning = finding('MSSO001', { where: 'input scope', what: 'It is foreign.', cure: 'Use your own.' })
  const fine = { ...registration, reconcile: 'check' as const, changes: [] }
  const body = pullRequestBody({ ...parts, findings: [warning], registration: fine }, '')
  expect(body).toMatchInlineSnapshot(`
    "<!-- mobile-sso-config begin: later runs replace what follows; text outside of it and ticks are kept -->
    Makes the mobile clients of HCL Connections sign in with Microsoft Entra ID (Azure AD). Only the lines of the settings below change.

    ## Changes in \`mobile-config.xml\`

    | Setting | Old value | New value | From |
    | --- | --- | --- | --- |
    | \`SecuritySettings/AuthType\` | \`Form\` | \`OAuth\` | \`this action\` |

    ## App registration in Entra ID

    The app registration HCL \\*Connections\\* (\`b850bc0a-0893-4cd7-8e22-9738a43c585d\`) is as wanted.

    ## Findings

    - **MSSO001 The scope belongs to another application** (\`input scope\`): It is foreign. Use your own.

    ## What remains to be done

    A merged pull request changes nothing on the server yet.

    - [ ] Merge this pull request
    - [ ] On the deployment manager, in \`bin\` of its profile: \`wsadmin -lang jython\`, \`execfile("mobileAdmin.py")\`, then \`MobileConfigService.checkOutConfig("<directory>", AdminControl.getCell())\`
    - [ ] Copy the merged file over the checked-out \`mobile-config.xml\`
    - [ ] In the same wsadmin session: \`MobileConfigService.checkInConfig("<directory>", AdminControl.getCell())\`
    - [ ] Synchronise all nodes completely
    - [ ] Restart the *Mobile* application on every server that runs it
    - [ ] Sign in with one phone before telling everybody
    <!-- mobile-sso-config {"wanted":"0123456789abcdef","closedByAction":false} -->
    <!-- mobile-sso-config end -->"
  `)
})

test('the whole body is as recorded for a pull request about the script alone', () => {
  const kept = { ...script, path: 'ops/apply.py' }
  const alone = { ...parts, changes: [], isChanged: false, script: kept }
  expect(pullRequestBody(alone, '')).toMatchInlineSnapshot(`
    "<!-- mobile-sso-config begin: later runs replace what follows; text outside of it and ticks are kept -->
    Brings the wsadmin script up to date, which puts a merged file into service. No setting changes.

    ## Changes in \`mobile-config.xml\`

    None; this is about the wsadmin script \`ops/apply.py\` alone.

    ## What remains to be done

    On the server nothing has to be done for this pull request.

    - [ ] Merge this pull request
    <!-- mobile-sso-config {"wanted":"0123456789abcdef","closedByAction":false} -->
    <!-- mobile-sso-config end -->"
  `)
})

test('the step in the portal is asked for where nobody has looked, and not for the script alone', () => {
  const step = '- [ ] In the Azure portal, app registration of Connections'
  expect(pullRequestBody(parts, '')).toContain(step)
  expect(pullRequestBody({ ...parts, isChanged: false, changes: [], script }, '')).not.toContain(step)
  const check = { ...registration, reconcile: 'check' as const }
  const alone = { ...parts, isChanged: false, changes: [], script, registration: check }
  expect(pullRequestBody(alone, '')).toContain(step)
})

const EVIL = '[x](https://evil.example/) @acme/admins <b>'

describe('a value of the file', () => {
  const REGISTRATION_BEGIN = '<!-- mobile-sso-config registration begin -->'
  const REGISTRATION_END = '<!-- mobile-sso-config registration end -->'
  test.each([
    `${REGISTRATION_BEGIN} ${EVIL} ${REGISTRATION_END}`,
    REGISTRATION_BEGIN,
    `<!-- mobile-sso-config begin: later runs replace what follows; text outside of it and ticks are kept -->`,
    END_OF_SECTION,
    MARKER,
    '<!-- mobile-sso-config wanted=0000000000000000 closed-by-action -->',
    `x\n${MARKER.replaceAll('0123', '0000')}\n${END_OF_SECTION}`,
  ])('that is a hidden comment stays a value, run after run: %s', (before) => {
    const hostile = { ...parts, changes: [{ ...change, before, setting: before, source: before }] }
    const first = pullRequestBody(hostile, '')
    expect(first.match(/<!--/g)).toHaveLength(3)
    expect(first).toContain('- [ ] In the Azure portal')
    const second = pullRequestBody(hostile, first)
    expect(second).toBe(first)
    expect(pullRequestBody(hostile, second)).toBe(first)
  })
})

describe('a body of an earlier release', () => {
  const earlier = (...lines: string[]) =>
    [
      '<!-- mobile-sso-config begin: later runs replace what follows; text outside of it and ticks are kept -->',
      ...lines,
      '<!-- mobile-sso-config wanted=0123456789abcdef -->',
      END_OF_SECTION,
    ].join('\n')
  const poisoned = earlier(
    '<!-- mobile-sso-config registration begin -->',
    EVIL,
    '<!-- mobile-sso-config registration end -->',
  )

  test('gives no Markdown to the next one, which says that an earlier run changed the registration', () => {
    const body = pullRequestBody(parts, poisoned)
    expect(body).not.toContain('evil')
    expect(body).toContain('An earlier run of this pull request says that it changed the app registration')
    expect(body).toContain('- [ ] In the Azure portal')
    expect(pullRequestBody(parts, body)).toBe(body)
  })

  test('is replaced by data as soon as a run writes to the registration', () => {
    const body = pullRequestBody({ ...parts, registration }, poisoned)
    expect(body).not.toContain('An earlier run')
    expect(body).toContain('This action changed the app registration HCL')
  })
})

test('what was kept about the registration is shown by its data, whoever has edited that', () => {
  const body = pullRequestBody({ ...parts, registration }, '')
  const edited = body.replaceAll('"HCL *Connections*"', '"x"').replace('HCL \\u002aConnections\\u002a', EVIL)
  expect(edited).toContain(EVIL)
  const shown = pullRequestBody(parts, edited)
  expect(shown).not.toContain(EVIL)
  expect(shown).toContain('This action changed the app registration \\[x\\](https:\\//evil.example/)')
})

describe('a body that people edited', () => {
  let body = ''
  beforeAll(() => {
    body = pullRequestBody(parts, '')
  })

  test('is like an empty one when nothing but white space is left', () => {
    expect(pullRequestBody(parts, ' \r\n\n')).toBe(body)
  })

  const END = '<!-- mobile-sso-config end -->'
  test.each([
    ['the begin', () => body.replace(/<!-- mobile-sso-config begin.*?-->\n/, '')],
    ['the end', () => body.replace(END, '')],
    ['the right order', () => `${END}\n${body.replace(END, '')}`],
  ])('and that lost %s of its section is kept whole, above a new one', (_, edit) => {
    const edited = edit()
    const once = pullRequestBody(parts, edited)
    expect(once).toBe(`${edited.trimEnd()}\n\n${body}`)
    expect(pullRequestBody(parts, once)).toBe(once)
  })

  test('keeps its lines and its ticks where GitHub ends lines with two characters', () => {
    const edited = `One\nTwo\n\n${body.replace('- [ ] Merge', '- [x] Merge')}\n\nThree\nFour`
    expect(pullRequestBody(parts, edited.replaceAll('\n', '\r\n'))).toBe(edited)
  })

  test('gets no tick into a line that only quotes a step', () => {
    const quoting = { ...parts, introduction: 'As said: - [ ] Merge this pull request' }
    const ticked = body.replace('- [ ] Merge', '- [x] Merge')
    const updated = pullRequestBody(quoting, ticked)
    expect(updated).toContain('As said: - [ ] Merge this pull request\n')
    expect(updated).toContain('\n- [x] Merge this pull request\n')
  })

  test('keeps ticks in upper case and with white space after them, and takes no other text for a tick', () => {
    const ticked = body.replace('- [ ] Merge this pull request', '- [X] Merge this pull request \t')
    expect(pullRequestBody(parts, ticked)).toContain('- [x] Merge this pull request\n')
    const talk = `I did not do this: - [x] Merge this pull request\n\n- [x] Synchronise\n\n${body}`
    expect(pullRequestBody(parts, talk)).toBe(talk)
  })

  test('keeps what a run did to the app registration only where its section is complete', () => {
    const written = pullRequestBody({ ...parts, registration }, '')
    const state = /^<!-- mobile-sso-config \{.*$/m.exec(written)![0]
    const stateless = pullRequestBody(parts, written.replace(state, ''))
    expect(stateless).not.toContain('## App registration in Entra ID')
    const endless = pullRequestBody(parts, written.replace(END, ''))
    expect(endless.match(/This action changed the app registration/g)).toHaveLength(1)
    expect(endless).toContain('- [ ] In the Azure portal')
  })

  test('leaves room for what stands above and below its section', () => {
    const changes = Array.from({ length: 50 }, () => ({ ...change, after: 'x'.repeat(250) }))
    const findings = Array.from({ length: 90 }, () =>
      finding('MSSO011', { where: 'm.xml:1', what: `${'y'.repeat(300)}.`, cure: 'Check.' }),
    )
    const edited = `${'above '.repeat(4000)}\n\n${body}\n\n${'below '.repeat(4000)}`
    const updated = pullRequestBody({ ...parts, changes, findings }, edited)
    expect(updated.length).toBeLessThanOrEqual(65_536)
    expect(updated.length).toBeGreaterThan(64_000)
    expect(updated).toMatch(/^above /)
    expect(updated).toMatch(/below $/)
    expect(updated).toContain(`\n\n… cut: GitHub allows no longer text.\n${MARKER}\n`)
  })
})

test.each([
  '<!-- mobile-sso-config end -->',
  '<!--  \n mobile-sso-config end -->',
  '<!--mobile-sso-config end -->',
])('an introduction can not end the section: %j', (comment) => {
  const first = pullRequestBody({ ...parts, introduction: `Intro ${comment} more` }, '')
  expect(first).toContain('Intro <!-- (mobile-sso-config) end --> more')
  expect(first.match(/<!--\s*mobile-sso-config end/g)).toHaveLength(1)
})

test('a script that is saved by hand lies beside the merged file, wherever that is in the repository', () => {
  expect(pullRequestBody({ ...parts, path: 'servers/a/mobile-config.xml', script }, '')).toContain(
    '-f /path/to/apply-mobile-config.py /path/to/mobile-config.xml',
  )
})

describe('a file that was made from the skeleton', () => {
  const script = { text: 'print 1\n', path: undefined }
  const made = { ...parts, origin: 'skeleton' as const, script }

  test('has the caution before everything else, also before an introduction of the user', () => {
    for (const introduction of ['', 'Change CHG0042.']) {
      const body = pullRequestBody({ ...made, introduction }, '')
      expect(body.split('\n').slice(1, 3)).toEqual([
        '> [!CAUTION]',
        expect.stringMatching(/^> \*\*Do not merge this pull request\.\*\* .*`mobile-config\.xml`/),
      ])
    }
  })

  test('is neither to be merged nor put into service, but to make way for the file of the server', () => {
    const body = pullRequestBody(made, '')
    for (const text of [
      'Only the lines of the settings below change',
      '- [ ] Merge this pull request',
      'run the wsadmin script',
      '<summary>wsadmin script</summary>',
      'checkInConfig',
      'synchronise',
    ])
      expect(body.toLowerCase()).not.toContain(text.toLowerCase())
    expect(body).toContain('MobileConfigService.checkOutConfig')
    expect(body).toContain(
      '- [ ] Commit the checked-out `mobile-config.xml` as `mobile-config.xml`, unchanged, to the base',
    )
    expect(body).toContain('- [ ] Run the action again')
    expect(pullRequestBody(made, body)).toBe(body)
  })

  test('is marked as ready by a person once the file of the server is there, which later runs still say', () => {
    const step = '- [ ] Mark this pull request as ready for review, where it is a draft still'
    const fresh = pullRequestBody(parts, '')
    expect(fresh).not.toContain(step)
    const updated = pullRequestBody(parts, pullRequestBody(made, ''))
    expect(updated).toContain(step)
    expect(updated).not.toContain('[!CAUTION]')
    const ticked = updated.replace(step, step.replace('[ ]', '[x]'))
    expect(pullRequestBody(parts, ticked)).toBe(ticked)
  })

  test('keeps its caution when the rest finds no room', () => {
    const body = pullRequestBody({ ...made, introduction: 'x\n'.repeat(40_000) }, '')
    expect(body.length).toBeLessThanOrEqual(65_536)
    expect(body).toContain('> **Do not merge this pull request.**')
  })
})

test('a file that was made from the template is said to be new, whatever the introduction is', () => {
  for (const introduction of ['', 'Change CHG0042.']) {
    const body = pullRequestBody({ ...parts, introduction, origin: 'template' }, '')
    expect(body).toContain('The file is new and was made from the template.')
    expect(body).not.toContain('Only the lines of the settings below change')
    expect(body).toContain('- [ ] Merge this pull request')
  }
})

test.each([
  [
    { kind: 'keycloak', name: 'Keycloak' } as const,
    'sign in with Keycloak. Only',
    '- [ ] In Keycloak, the client that `OAuthClientId` names: it is public (*Client authentication* is off), *Standard flow* is on, and the redirect URI `com.ibm.ibmscp://com.ibm.mobile.connections/token` stands under *Valid redirect URIs*\n',
  ],
  [
    { kind: 'other', name: 'idp.example.com' } as const,
    'sign in at `idp.example.com`. Only',
    '- [ ] At `idp.example.com`, the client that `OAuthClientId` names: it is public, so it has no secret, and it has the redirect URI `com.ibm.ibmscp://com.ibm.mobile.connections/token`\n',
  ],
])('a body for another provider speaks of that one alone: %j', (provider, introduction, step) => {
  const body = pullRequestBody({ ...parts, provider }, '')
  expect(body).toContain(introduction)
  expect(body).toContain(step)
  expect(body).not.toMatch(/entra|azure|microsoft/i)
})
