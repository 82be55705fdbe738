import { derivedBranch } from '../../src/inputs/rules.ts'
import { EXPORT_SCRIPT } from '../../src/wsadmin-script/index.ts'
import type { RepositoryStandIn } from '../stand-ins/github/index.ts'
import { SECRET } from './azure-world.ts'
import { addEnvironment, type FaultServices } from './faults-services.ts'

export const BRANCH = derivedBranch('mobile-config.xml', undefined)

/** A job whose requests are disturbed. */
interface Plot {
  inputs(services: FaultServices): Readonly<Record<string, string>>
  /** How it signs in to Azure; with federation when nothing is said. */
  readonly credential?: 'secret' | 'certificate'
  readonly isRegistrationAsWanted?: true
  /** It is like another one but for some requests. */
  readonly isLikeAnother?: true
  /** What was there before it. @param created a run that opens a pull request */
  prepare(repository: RepositoryStandIn, created: () => Promise<void>, services: FaultServices): Promise<void>
}

const CHECKING = {
  inputs: ({ inputs }: FaultServices) => ({
    ...inputs,
    mode: 'check',
    'azure-reconcile': 'check',
  }),
  isRegistrationAsWanted: true,
  async prepare(repository: RepositoryStandIn, created: () => Promise<void>) {
    await created()
    await repository.mergePull(1)
    await repository.deleteBranch(BRANCH)
  },
} as const

const applying = ({ inputs }: FaultServices) => ({
  ...inputs,
  'azure-reconcile': 'apply',
  labels: 'sso',
  assignees: 'octocat',
  reviewers: 'hubot',
})
const OTHER_TEXTS = { title: 'Phones', labels: 'sso, phones' }
const OTHER_VALUES = { scope: 'openid', ...OTHER_TEXTS }
/** Both scripts for the server are in this folder. */
const SCRIPTS = 'scripts/'
/** As another release has left it. */
const EARLIER_SCRIPT = `${EXPORT_SCRIPT.split('\n')[0]}\nprint "of another release"\n`
/** GitHub does not inline a file from here on. */
const LARGE_BYTES = 1024 * 1024

const PLOTS = {
  creating: { inputs: applying, prepare: async () => {} },
  updating: {
    inputs: (services) => ({ ...applying(services), ...OTHER_VALUES }),
    async prepare(repository, created) {
      await created()
      await repository.push('main', { 'NOTES.md': 'The base moves.' })
    },
  },
  closing: {
    inputs: applying,
    async prepare(repository, created) {
      await created()
      await repository.push('main', {
        'mobile-config.xml': await repository.read(`${BRANCH}:mobile-config.xml`),
      })
    },
  },
  checking: CHECKING,
  "adding file and script on top of others' work": {
    inputs: (services) => ({
      ...applying(services),
      ...OTHER_VALUES,
      'wsadmin-script': 'file:apply-mobile-config.py',
    }),
    credential: 'secret',
    isLikeAnother: true,
    async prepare(repository, created) {
      await created()
      await repository.push(BRANCH, { 'REVIEW.md': 'Looks good.' })
    },
  },
  'updating the texts alone': {
    inputs: (services) => ({ ...applying(services), ...OTHER_TEXTS }),
    isRegistrationAsWanted: true,
    isLikeAnother: true,
    prepare: async (_, created) => created(),
  },
  'creating from a large file': {
    inputs: applying,
    isLikeAnother: true,
    async prepare(repository) {
      const file = await repository.read('main:mobile-config.xml')
      await repository.push('main', {
        'mobile-config.xml': Buffer.concat([file, Buffer.alloc(LARGE_BYTES, ' ')]),
      })
    },
  },
  'updating with both scripts': {
    // The other services are met in other stories.
    inputs: ({ inputs: { 'azure-client-id': _, 'connections-url': __, ...values } }) => ({
      ...values,
      ...OTHER_VALUES,
      'wsadmin-script': `file:${SCRIPTS}`,
    }),
    async prepare(repository, created) {
      await created()
      await repository.push('main', { [`${SCRIPTS}export-mobile-config.py`]: EARLIER_SCRIPT })
    },
  },
  'checking all environments': {
    inputs: ({ inputsForAll }) => ({ ...inputsForAll, mode: 'check', 'azure-reconcile': 'check' }),
    isRegistrationAsWanted: true,
    async prepare(repository, created, services) {
      await CHECKING.prepare(repository, created)
      await addEnvironment(services)
    },
  },
  'checking with a certificate': { ...CHECKING, credential: 'certificate', isLikeAnother: true },
} as const satisfies Record<string, Plot>

export type Story = keyof typeof PLOTS
export const STORIES = Object.keys(PLOTS) as Story[]
export const plotOf = (story: Story): Plot => PLOTS[story]

/** Inputs and variables of the job. */
export function jobOf(services: FaultServices, story: Story) {
  const { inputs, credential } = plotOf(story)
  const given = {
    secret: { 'azure-client-secret': SECRET },
    certificate: { 'azure-client-certificate': services.certificate },
  }
  return {
    inputs: {
      token: services.token,
      ...inputs(services),
      ...(credential ? given[credential] : {}),
    } as Readonly<Record<string, string>>,
    environment: { ...services.environment, ...(credential ? {} : services.federation) },
  }
}
