import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { readCommandLine } from '../../scripts/try/command-line.ts'
import { page } from '../../scripts/try/page.ts'
import { renderCopy } from '../../scripts/try/render-copy.ts'
import { CONFIG } from '../end-to-end/world.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const SCRIPT = join(import.meta.dirname, '../../scripts/try.ts')
const IDS = [
  '--tenant-id',
  'b6c7fc02-7489-4729-a3c2-1af11e623345',
  '--client-id',
  'b850bc0a-0893-4cd7-8e22-9738a43c585d',
]
const SECRET = 'Xy7~very.secret-value_42'

function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = temporaryFolder('try-')
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}

/** As npm runs it: in the project's folder, and INIT_CWD names the one where npm was called. */
function runTry(folder: string, ...args: string[]) {
  return spawnSync(process.execPath, [SCRIPT, ...args], {
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: folder },
  })
}

test('npm run try shows the changes and the diff of a file of one’s own, and leaves the file as it is', () => {
  const folder = folderWith({ 'mobile-config.xml': CONFIG })
  const { stdout, stderr, status } = runTry(folder, 'mobile-config.xml', ...IDS)
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
  expect(stdout).toContain('SecuritySettings/AuthType\n  - Form\n  + OAuth\n')
  expect(stdout).toContain('\n-\t\t<AuthType>Form</AuthType>\n+\t\t<AuthType>OAuth</AuthType>\n')
  expect(stdout).toContain('6 settings would change. Nothing was written; add --write')
  expect(readFileSync(join(folder, 'mobile-config.xml'))).toEqual(CONFIG)
})

test('npm run try writes the file only with --write, and then says that it is up to date', () => {
  const folder = folderWith({ 'mobile-config.xml': CONFIG })
  expect(runTry(folder, 'mobile-config.xml', ...IDS, '--write').stdout).toContain(
    '6 settings changed; mobile-config.xml was written.',
  )
  expect(readFileSync(join(folder, 'mobile-config.xml'), 'utf8')).toContain('<AuthType>OAuth</AuthType>')
  expect(runTry(folder, 'mobile-config.xml', ...IDS).stdout).toBe('mobile-config.xml is up to date.\n')
})

test('npm run try prints no workflow command and no secret, also where the file has the secret', () => {
  const folder = folderWith({
    'mobile-config.xml': CONFIG.toString().replace('connections-mobile', SECRET),
    'provider.properties': [
      'provider_1.clientId=b850bc0a-0893-4cd7-8e22-9738a43c585d',
      `provider_1.clientSecret=${SECRET}`,
      'provider_1.authorizeEndpointUrl=https://login.microsoftonline.com/b6c7fc02-7489-4729-a3c2-1af11e623345/oauth2/v2.0/authorize',
      'provider_1.tokenEndpointUrl=https://login.microsoftonline.com/b6c7fc02-7489-4729-a3c2-1af11e623345/oauth2/v2.0/token',
      'provider_1.scope=openid profile email api://b850bc0a-0893-4cd7-8e22-9738a43c585d/default',
    ].join('\n'),
  })
  const { stdout, stderr, status } = runTry(
    folder,
    'mobile-config.xml',
    '--properties',
    'provider.properties',
  )
  expect(status).toBe(0)
  expect(stdout).toContain('SecuritySettings/OAuthClientId\n  - ***\n')
  expect(stdout + stderr).not.toContain(SECRET)
  expect(stdout + stderr).not.toMatch(/^::/m)
})

describe('npm run try ends with', () => {
  test.for([
    [
      'exit code 2 for an unknown option',
      ['mobile-config.xml', '--tenant', 'x'],
      2,
      "Unknown option '--tenant'",
    ],
    ['exit code 2 without a file', [...IDS], 2, 'Name the mobile-config.xml to try.'],
    ['exit code 2 for a second file', ['a.xml', 'b.xml', ...IDS], 2, '"b.xml" is a second one.'],
    [
      'exit code 2 without values',
      ['mobile-config.xml'],
      2,
      'Give --tenant-id and --client-id, or --properties.',
    ],
    ['exit code 1 for a file that is not there', ['none.xml', ...IDS], 1, 'none.xml cannot be read: ENOENT'],
    ['exit code 1 for a folder', ['.', ...IDS], 1, '. cannot be read: EISDIR'],
    ['exit code 1 for broken XML', ['broken.xml', ...IDS], 1, 'broken.xml:1:'],
    ['exit code 0 for --help', ['--help'], 0, 'Usage: npm run try --'],
  ] as const)('%s', ([, args, status, text]) => {
    const folder = folderWith({ 'mobile-config.xml': CONFIG, 'broken.xml': '<config>' })
    const result = runTry(folder, ...args)
    expect(result.stdout + result.stderr).toContain(text)
    expect(result.status).toBe(status)
  })
})

test('The page of npm run try is the same text with and without colours', async () => {
  const folder = folderWith({ 'mobile-config.xml': CONFIG })
  const command = readCommandLine(['mobile-config.xml', ...IDS])
  if (command.kind !== 'try') throw new Error(command.kind)
  const result = await renderCopy(command, folder)
  const options = { file: 'mobile-config.xml', isWritten: false }
  const coloured = page(result, { ...options, hasColour: true })
  expect(coloured).toContain('\u001b[32m')
  expect(stripVTControlCharacters(coloured)).toBe(page(result, { ...options, hasColour: false }))
})

test('Control characters of a file cannot steer the terminal through npm run try', () => {
  const folder = folderWith({
    'mobile-config.xml': CONFIG.toString('utf8').replace('connections-mobile', 'a\u009b31mb'),
  })
  const { stdout } = runTry(folder, 'mobile-config.xml', ...IDS)
  expect(stdout).not.toMatch(/[\u0080-\u009f]/)
})
