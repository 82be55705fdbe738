import type { DesiredSetting } from '../../src/desired-state/index.ts'

/** A setting from its path as the settings input spells it. */
export function setting(path: string, value: string): DesiredSetting {
  const steps = path.split('/')
  const last = steps.at(-1)!
  const place = last.startsWith('@')
    ? { elements: steps.slice(0, -1), attribute: last.slice(1) }
    : { elements: steps }
  return { ...place, value, source: 'test' }
}

export const SETTINGS: readonly DesiredSetting[] = [
  setting('SecuritySettings/@enabled', 'true'),
  setting('SecuritySettings/AuthType', 'OAuth'),
  setting(
    'SecuritySettings/OAuthAuthorizationURL',
    'https://login.microsoftonline.com/contoso.com/oauth2/v2.0/authorize',
  ),
  setting(
    'SecuritySettings/OAuthTokenURL',
    'https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token',
  ),
  setting('SecuritySettings/OAuthClientId', 'b850bc0a-0893-4cd7-8e22-9738a43c585d'),
  setting(
    'SecuritySettings/OAuthScopes',
    'openid api://b850bc0a-0893-4cd7-8e22-9738a43c585d/default offline_access',
  ),
]
