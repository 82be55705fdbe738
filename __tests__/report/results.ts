import type {
  CheckResult,
  Progress,
  ProposalResult,
  RenderResult,
  ReportedRegistration,
} from '../../src/report/run-result.ts'

const COMMON = {
  provider: { kind: 'entra', name: 'Microsoft Entra ID (Azure AD)' },
  path: 'mobile-config.xml',
  workspacePath: 'mobile-config.xml',
  before: '<a>Form</a>\n',
  after: '<a>OAuth</a>\n',
  origin: 'file',
  changes: [
    { setting: 'SecuritySettings/AuthType', before: 'Form', after: 'OAuth', source: 'this action', line: 1 },
  ],
  checked: ['values', 'file'],
  findings: [],
} as const

const LINK = { number: 7, url: 'https://github.test/pull/7' }

/** A run that opened a pull request for one setting. */
export const OPENED = {
  ...COMMON,
  mode: 'pull-request',
  repository: 'acme/config',
  branch: 'mobile-sso/x',
  registration: undefined,
  script: undefined,
  operation: 'created',
  pullRequest: LINK,
  commitSha: 'abc',
  hasWritten: true,
} as const satisfies ProposalResult

/** The same setting in a file of the workspace. */
export const RENDERED: RenderResult = { ...COMMON, mode: 'render', script: undefined }

/** A check that found the setting, and the pull request for it. */
export const DRIFTED: CheckResult = {
  ...COMMON,
  mode: 'check',
  repository: 'acme/config',
  branch: 'mobile-sso/x',
  registration: undefined,
  failsOnDrift: false,
  pullRequest: LINK,
}

/** A check of everything that found nothing. */
export const FINE: CheckResult = {
  ...DRIFTED,
  after: DRIFTED.before!,
  changes: [],
  checked: ['values', 'provider', 'file', 'azure', 'discovery', 'server', 'certificate'],
  pullRequest: undefined,
}

/** A run that found every setting in the file, and no pull request. */
export const UNCHANGED: ProposalResult = {
  ...OPENED,
  after: OPENED.before,
  changes: [],
  operation: 'none',
  pullRequest: undefined,
  commitSha: undefined,
  hasWritten: false,
}

/** An app registration that a run has changed. */
export const CHANGED: ReportedRegistration = {
  reconcile: 'apply',
  clientId: 'b850bc0a-0893-4cd7-8e22-9738a43c585d',
  objectId: '1',
  displayName: 'HCL *Connections*',
  changes: [{ property: 'isFallbackPublicClient', before: null, after: true }],
  findings: [],
  isChanged: true,
}

/** A run that has done nothing so far. */
export const NOTHING: Progress = {
  azure: 'unchanged',
  writes: undefined,
  registration: undefined,
  findings: [],
}
