import assert from 'node:assert/strict'
import fc from 'fast-check'
import { main } from '../../src/main.ts'
import { Deadline } from '../../src/network/index.ts'
import { fetchOnLoopback, NO_PAUSES } from '../end-to-end/no-pauses.ts'
import { recordingCore } from '../report/recording-core.ts'
import { hostileLine } from './hostile-text.ts'
import { assertNoCommand } from './log-safety.ts'
import { assertHarmless } from './markdown-safety.ts'
import type { FuzzTarget } from './target.ts'

interface VariablesCase {
  readonly inputs: Readonly<Record<string, string>>
  readonly environment: Readonly<Record<string, string>>
}

const CLIENT = 'b850bc0a-0893-4cd7-8e22-9738a43c585d'
const FEDERATED = { 'azure-reconcile': 'check', 'azure-client-id': CLIENT }

const address = fc.oneof(
  hostileLine,
  fc.constantFrom(
    'http://127.0.0.1:9',
    'https:127.0.0.1:9',
    'http://u:p@127.0.0.1:9',
    'https://127.0.0.1:9/api/v3?x#y',
  ),
  fc.constantFrom(
    'api.acme',
    'api.acme:443',
    'ftp://127.0.0.1',
    'https://',
    '//127.0.0.1',
    'javascript:x',
    '[::1]',
  ),
)

const environment = fc.record(
  {
    GITHUB_API_URL: address,
    GITHUB_SERVER_URL: address,
    GITHUB_REPOSITORY: fc.oneof(hostileLine, fc.constantFrom('acme', 'acme/', '/', '../..', 'acme/config/x')),
    GITHUB_EVENT_PATH: hostileLine,
    ACTIONS_ID_TOKEN_REQUEST_URL: address,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: hostileLine,
    https_proxy: address,
    no_proxy: hostileLine,
  },
  { requiredKeys: [] },
)

async function check({ inputs, environment: variables }: VariablesCase): Promise<void> {
  const core = recordingCore({
    token: 'ghs_token',
    'tenant-id': 'contoso.com',
    'client-id': CLIENT,
    ...inputs,
  })
  await main({
    core,
    environment: { GITHUB_STEP_SUMMARY: 'summary', GITHUB_REPOSITORY: 'acme/config', ...variables },
    currentFolder: import.meta.dirname,
    fetch: fetchOnLoopback,
    publicRoots: [],
    deadline: new Deadline(60),
    wait: async () => undefined,
    pace: NO_PAUSES,
  })
  const { failure = '', written, lines, errors, annotations, outputs } = core
  assert.notEqual(failure, '', 'nothing could be asked of anybody, and it went through')
  const told = [failure, ...lines, ...errors, ...annotations.map(([each]) => each)]
  for (const each of told) {
    assertNoCommand(each)
    assert.doesNotMatch(
      each,
      /Invalid URL|ERR_INVALID|undefined|\[object|is not a function|Cannot read|TypeError/,
    )
  }
  const { GITHUB_API_URL: api } = variables
  if (api && !/^https?:$/.test(URL.parse(api)?.protocol ?? ''))
    assert.ok(
      told.some((each) => each.includes('environment variable GITHUB_API_URL')),
      'not told of the address',
    )
  assertHarmless(written, 'the summary')
  assert.equal(outputs['drift'], '')
}

/** What the runner gives, or an earlier step in its place. */
export const runnerVariables: FuzzTarget<VariablesCase> = {
  name: 'runner-variables',
  share: 1,
  input: fc.record({
    inputs: fc.constantFrom({ mode: 'check' }, {}, { mode: 'check', ...FEDERATED }, FEDERATED),
    environment,
  }),
  check,
}
