import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { main } from '../../src/main.ts'
import { Deadline, fetchWhole } from '../../src/network/index.ts'
import { recordingCore } from '../report/recording-core.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { NO_PAUSES } from './no-pauses.ts'
import { CONFIG, useGitHub, VALUES } from './world.ts'

const { scenario, github } = useGitHub()

test('a fleet that is cancelled says what was found by then, and in which environment', async () => {
  const files = { 'a.xml': CONFIG, 'b.xml': CONFIG }
  const { name, token } = await scenario({ files })
  const folder = temporaryFolder('fleet-cancelled-')
  const entries = ['a', 'b'].map((each) => ({ name: `test-${each}`, 'config-path': `${each}.xml` }))
  writeFileSync(join(folder, 'fleet.json'), JSON.stringify(entries))
  const deadline = new Deadline(600)
  const answered = Promise.withResolvers<void>()
  const core = recordingCore({ ...VALUES, token, mode: 'check', environments: 'fleet.json' })
  const running = main({
    core,
    environment: { ...github().variablesOf(name), GITHUB_WORKSPACE: folder, GITHUB_STEP_SUMMARY: 'summary' },
    currentFolder: folder,
    fetch: deadline.fetch(async (url, options) => {
      // Whatever the second environment asks is never answered.
      if (String(options?.body).includes('b.xml'))
        return new Promise((_, reject) => options!.signal!.addEventListener('abort', reject))
      if (!url.startsWith(github().apiUrl)) throw new TypeError('fetch failed')
      const answer = await fetchWhole(url, options)
      answered.resolve()
      return answer
    }),
    deadline,
    publicRoots: [],
    wait: async () => undefined,
    pace: NO_PAUSES,
  })
  await answered.promise
  deadline.cancel('SIGINT')
  await running

  expect(core.failure).toContain('The run was cancelled (SIGINT)')
  expect(core.outputs['drift']).toBe('true')
  expect(core.written).toContain('`test-a: a.xml:')
  expect(core.written).not.toContain('test-b')
})
