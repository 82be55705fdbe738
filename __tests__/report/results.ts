import type { ReportedRegistration, RunResult } from '../../src/report/index.ts'

/** A run that opened a pull request for one setting. */
export const OPENED: RunResult = {
  mode: 'pull-request',
  provider: { kind: 'entra', name: 'Microsoft Entra ID (Azure AD)' },
  path: 'mobile-config.xml',
  workspacePath: 'mobile-config.xml',
  repository: 'acme/config',
  before: '<a>Form</a>\n',
  after: '<a>OAuth</a>\n',
  isChanged: true,
  origin: 'file',
  changes: [
    { setting: 'SecuritySettings/AuthType', before: 'Form', after: 'OAuth', source: 'this action', line: 1 },
  ],
  checked: ['values', 'file'],
  findings: [],
  failsOnDrift: false,
  registration: undefined,
  script: undefined,
  pullRequest: {
    operation: 'created',
    number: 7,
    url: 'https://github.test/pull/7',
    branch: 'mobile-sso/x',
    commitSha: 'abc',
    hasWritten: true,
  },
}

/** A check of everything that found nothing. */
export const FINE: RunResult = {
  ...OPENED,
  mode: 'check',
  after: OPENED.before,
  isChanged: false,
  changes: [],
  checked: ['values', 'provider', 'file', 'azure', 'discovery', 'server', 'certificate'],
  pullRequest: undefined,
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
