import { type DemoWorld, MOBILE_CONFIG, PATH, TENANT, withDemoWorld } from '../demo-world.ts'
import { pullRequestPage, summaryPage } from './page.ts'

/** The state's page; what a person sees of it on GitHub. */
type State = (world: DemoWorld) => Promise<string>

const OTHER_TENANT = '9f7f2b1c-3c62-4a0e-9a51-0c4b5c1d2e3f'
const CHECK = { mode: 'check', 'azure-reconcile': 'check', 'fail-on-drift': 'false' }

const openPage = ({ repository }: DemoWorld) => pullRequestPage(repository.pulls()[0]!)

/** Every state in which people meet what the action writes, by the name of its pictures. */
const STATES: Readonly<Record<string, { readonly file?: null; readonly make: State }>> = {
  first: {
    async make(world) {
      await world.run()
      return openPage(world)
    },
  },
  updated: {
    async make(world) {
      await world.run()
      const pull = world.repository.pulls()[0]!
      pull.body = pull.body!.replace('- [ ] Copy', '- [x] Copy')
      await world.run({
        'oauth-authorization-parameters': 'prompt=select_account',
        'authorize-endpoint-url': `https://login.microsoftonline.com/${OTHER_TENANT}/oauth2/v2.0/authorize`,
        'token-endpoint-url': `https://login.microsoftonline.com/${OTHER_TENANT}/oauth2/v2.0/token`,
        'azure-tenant-id': TENANT,
      })
      return openPage(world)
    },
  },
  skeleton: {
    file: null,
    async make(world) {
      await world.run({ 'azure-reconcile': 'off' })
      return openPage(world)
    },
  },
  'manual-steps': {
    async make(world) {
      await world.run({ 'azure-reconcile': 'off', 'wsadmin-script': 'off' })
      return openPage(world)
    },
  },
  'summary-first': { make: async ({ run }) => summaryPage((await run()).summary) },
  'check-drift': {
    async make({ run }) {
      return summaryPage((await run(CHECK)).summary)
    },
  },
  'check-fine': {
    async make({ repository, run }) {
      const { outputs } = await run()
      await repository.push('main', { [PATH]: await repository.read(`${outputs['branch']}:${PATH}`) })
      return summaryPage((await run(CHECK)).summary)
    },
  },
  failure: {
    async make({ github, run }) {
      let isLost = false
      github.before(({ method, route, fields }) => {
        isLost ||= (method === 'POST' && route.endsWith('/pulls')) || fields.includes('createPullRequest')
        return isLost ? { alter: () => 'cut' } : undefined
      })
      return summaryPage((await run({}, 1)).summary)
    },
  },
  'failure-inputs': {
    async make({ run }) {
      return summaryPage((await run({ 'config-path': '../x.xml', labels: 'a'.repeat(60) }, 1)).summary)
    },
  },
  closed: {
    async make(world) {
      const { outputs } = await world.run()
      const wanted = await world.repository.read(`${outputs['branch']}:${PATH}`)
      await world.repository.push('main', { [PATH]: wanted })
      await world.run()
      return openPage(world)
    },
  },
}

/** The page of each state, one after the other. */
export async function* statePages(): AsyncGenerator<readonly [name: string, html: string]> {
  for (const [name, { file, make }] of Object.entries(STATES))
    yield [name, await withDemoWorld(make, file === null ? null : MOBILE_CONFIG)]
}
