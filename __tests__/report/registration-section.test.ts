import { describe, expect, test } from 'vitest'
import { keptSection, registrationSection } from '../../src/report/registration-section.ts'
import { CHANGED } from './results.ts'

const uris = (count: number) => Array.from({ length: count }, (_, index) => `app://${index}`)
const row = (before: readonly string[], after: readonly string[]) => {
  const changes = [{ property: 'publicClient.redirectUris', before, after } as const]
  return registrationSection({ ...CHANGED, changes }, true)
    .split('\n')
    .at(-1)
}
const URIS = 'Redirect URIs, *Mobile and desktop applications*'

test('the section says what was changed', () => {
  expect(registrationSection(CHANGED, true)).toMatchInlineSnapshot(`
    "This action changed the app registration HCL \\*Connections\\* (\`b850bc0a-0893-4cd7-8e22-9738a43c585d\`):

    | Setting | Before | After |
    | --- | --- | --- |
    | *Allow public client flows* | No | Yes |"
  `)
})

test('the section says what would be changed', () => {
  expect(registrationSection(CHANGED, false)).toMatch(
    /^`azure-reconcile: apply` would change the app registration HCL/,
  )
})

describe('redirect URIs', () => {
  test('are all shown up to five', () => {
    expect(row(uris(1), uris(5))).toBe(
      `| ${URIS} | \`app://0\` | \`app://0\`<br>\`app://1\`<br>\`app://2\`<br>\`app://3\`<br>\`app://4\` |`,
    )
    expect(row(uris(5), uris(6))).toBe(
      `| ${URIS} | \`app://0\`<br>\`app://1\`<br>\`app://2\`<br>\`app://3\`<br>\`app://4\` | the same and<br>\`app://5\` |`,
    )
  })

  test('are counted where more than five are new', () => {
    expect(row(uris(6), uris(11))).toBe(
      `| ${URIS} | 6 URIs | the same and<br>\`app://6\`<br>\`app://7\`<br>\`app://8\`<br>\`app://9\`<br>\`app://10\` |`,
    )
    expect(row(uris(6), uris(13))).toMatch(/`app:\/\/10`<br>… 2 more \|$/)
  })
})

test.each([
  [true, false, 'Yes', 'No'],
  [null, true, 'No', 'Yes'],
  [null, uris(1), 'No', '`app://0`'],
])(
  'a property that has no name in the portal is shown with that of Graph: %j to %j',
  (before, after, old, fresh) => {
    const section = keptSection({ ...CHANGED, changes: [{ property: 'isDeviceOnly', before, after }] }, true)
    expect(section.split('\n').at(-1)).toBe(`| \`isDeviceOnly\` | ${old} | ${fresh} |`)
  },
)
