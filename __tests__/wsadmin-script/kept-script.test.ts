import { describe, expect, test } from 'vitest'
import { isEarlierVersion, WSADMIN_SCRIPT, wantedScript } from '../../src/wsadmin-script/index.ts'

const bytes = (text: string) => Buffer.from(text)
const [FIRST_LINE = ''] = WSADMIN_SCRIPT.split('\n')

describe('a file that is there already', () => {
  test.each([
    ['the script itself', WSADMIN_SCRIPT],
    ['the script with the line ends of Windows', WSADMIN_SCRIPT.replaceAll('\n', '\r\n')],
    ['the script of another release', `${FIRST_LINE}\nprint 'another'\n`],
    ['a script that is cut after its first line', FIRST_LINE],
  ])('may be overwritten when it is %s', (_, text) => {
    expect(isEarlierVersion(bytes(text))).toBe(true)
  })

  test.each([
    ['empty', ''],
    ['of somebody else', "print 'mine'\n"],
    ['of somebody else and has the first line further down', `\n${WSADMIN_SCRIPT}`],
    ['of somebody else and starts alike', `${FIRST_LINE} and more\n`],
  ])('must not be overwritten when it is %s', (_, text) => {
    expect(isEarlierVersion(bytes(text))).toBe(false)
  })
})

describe('the script is', () => {
  test('not wanted with "off"', () => {
    expect(wantedScript('off')).toBeUndefined()
  })

  test('only shown with "body"', () => {
    expect(wantedScript('body')).toEqual({ text: WSADMIN_SCRIPT, path: undefined })
  })

  test('kept where a path is given', () => {
    expect(wantedScript({ path: 'ops/apply.py' })).toEqual({ text: WSADMIN_SCRIPT, path: 'ops/apply.py' })
  })
})
