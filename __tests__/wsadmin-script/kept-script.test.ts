import { describe, expect, test } from 'vitest'
import { EXPORT_SCRIPT, keptScripts, WSADMIN_SCRIPT, wantedScript } from '../../src/wsadmin-script/index.ts'

const bytes = (text: string) => Buffer.from(text)
const BOTH = keptScripts({ folder: 'ops/' })

describe.each([
  ['the script that applies a file', WSADMIN_SCRIPT, EXPORT_SCRIPT, BOTH[0]!],
  ['the script that exports', EXPORT_SCRIPT, WSADMIN_SCRIPT, BOTH[1]!],
])('a file in the place of %s', (_, script, other, { isEarlierVersion }) => {
  const [firstLine = ''] = script.split('\n')

  test.each([
    ['the script itself', script],
    ['the script with the line ends of Windows', script.replaceAll('\n', '\r\n')],
    ['the script of another release', `${firstLine}\nprint 'another'\n`],
    ['a script that is cut after its first line', firstLine],
  ])('may be overwritten when it is %s', (__, text) => {
    expect(isEarlierVersion(bytes(text))).toBe(true)
  })

  test.each([
    ['empty', ''],
    ['of somebody else', "print 'mine'\n"],
    ['of somebody else and has the first line further down', `\n${script}`],
    ['of somebody else and starts alike', `${firstLine} and more\n`],
    ['the other script', other],
  ])('must not be overwritten when it is %s', (__, text) => {
    expect(isEarlierVersion(bytes(text))).toBe(false)
  })
})

test.each([
  ['# mobile-sso-config: puts a new mobile-config.xml of HCL Connections into service', WSADMIN_SCRIPT],
  [
    '# mobile-sso-config: brings mobile-config.xml and the OpenID Connect properties of HCL Connections out of the server',
    EXPORT_SCRIPT,
  ],
])('"%s" is the first line of a script in every release, because it is known by it', (firstLine, script) => {
  expect(script.split('\n')[0]).toBe(firstLine)
})

describe('the scripts', () => {
  test('are neither shown nor kept with "off"', () => {
    expect([wantedScript('off'), ...keptScripts('off')]).toEqual([undefined])
  })

  test('are one that is shown, and none that is kept, with "body"', () => {
    expect(wantedScript('body')).toEqual({ text: WSADMIN_SCRIPT, path: undefined })
    expect(keptScripts('body')).toEqual([])
  })

  test('are one that is shown and kept where a path is given', () => {
    const place = { path: 'ops/apply.py' }
    expect(wantedScript(place)).toEqual({ text: WSADMIN_SCRIPT, path: 'ops/apply.py' })
    expect(keptScripts(place)).toMatchObject([{ path: 'ops/apply.py', bytes: bytes(WSADMIN_SCRIPT) }])
  })

  test.each(['ops/', ''])('are both kept by their names in the folder "%s", and one is shown', (folder) => {
    const apply = `${folder}apply-mobile-config.py`
    const others = [`${folder}export-mobile-config.py`]
    expect(wantedScript({ folder })).toEqual({ text: WSADMIN_SCRIPT, path: apply, others })
    expect(keptScripts({ folder })).toMatchObject([
      { path: apply, bytes: bytes(WSADMIN_SCRIPT) },
      { path: `${folder}export-mobile-config.py`, bytes: bytes(EXPORT_SCRIPT) },
    ])
  })
})
