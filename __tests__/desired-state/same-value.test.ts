import { describe, expect, test } from 'vitest'
import { desiredState, isSameValue, settingName } from '../../src/desired-state/index.ts'
import { setting } from '../mobile-config/settings.ts'
import { NO_VALUES } from './no-values.ts'

const TENANT = 'b6c7fc02-7489-4729-a3c2-1af11e623345'
const CLIENT = 'b850bc0a-0893-4cd7-8e22-9738a43c585d'
const LOGIN = 'https://login.microsoftonline.com'
const TOKEN = `${LOGIN}/${TENANT}/oauth2/v2.0/token`
const KEYCLOAK = {
  clientId: CLIENT,
  authorizeEndpointUrl: `https://sso.example.com/realms/${TENANT}/protocol/openid-connect/auth`,
  tokenEndpointUrl: `https://sso.example.com/realms/${TENANT}/protocol/openid-connect/token`,
  scope: 'openid profile email',
}
const ENTRA = { tenantId: TENANT, clientId: CLIENT, settings: 'Push/Label = Phones\nPush/@enabled = false' }

/** The wanted setting of that name, as the action works it out. */
function wanted(name: string, inputs: Partial<typeof NO_VALUES> = ENTRA) {
  return desiredState({ ...NO_VALUES, ...inputs }).settings.find((each) => settingName(each).endsWith(name))!
}

describe('a value is the wanted one by its meaning', () => {
  test.each([
    ['with white space around it', 'AuthType', '\r\n\t OAuth \t'],
    ['with 1 for true', 'SecuritySettings/@enabled', '1'],
    ['with white space around 1', 'SecuritySettings/@enabled', ' 1\n'],
    ['with 0 for false', 'Push/@enabled', '0'],
    ['with capital letters in the client ID', 'OAuthClientId', CLIENT.toUpperCase()],
    ['with capital letters in the tenant ID', 'OAuthTokenURL', TOKEN.replace(TENANT, TENANT.toUpperCase())],
    ['with capital letters in the host', 'OAuthTokenURL', TOKEN.replace('login', 'LogIn')],
    ['with capital letters in the scheme', 'OAuthTokenURL', TOKEN.replace('https', 'HTTPS')],
    [
      'with scopes in another order',
      'OAuthScopes',
      `offline_access api://${CLIENT}/default email openid profile`,
    ],
    [
      'with a scope twice',
      'OAuthScopes',
      `openid openid profile email api://${CLIENT}/default offline_access`,
    ],
    [
      'with capital letters in the ID of a scope',
      'OAuthScopes',
      `openid profile email api://${CLIENT.toUpperCase()}/default offline_access`,
    ],
  ])('%s', (_, name, found) => {
    expect(isSameValue(wanted(name), found)).toBe(true)
  })

  test('with capital letters in the host, whoever provides it', () => {
    const found = KEYCLOAK.tokenEndpointUrl.replace('sso.example', 'SSO.Example')
    expect(isSameValue(wanted('OAuthTokenURL', KEYCLOAK), found)).toBe(true)
    expect(isSameValue(setting('Help/URL', 'https://help.example.com/A'), 'https://HELP.example.com/A')).toBe(
      true,
    )
  })
})

describe('a value is another one', () => {
  test.each([
    ['in another letter', 'AuthType', 'OAUTH'],
    ['where it is empty', 'AuthType', ''],
    ['with a blank that is not one of XML', 'AuthType', '\u00a0OAuth'],
    ['with another truth value', 'SecuritySettings/@enabled', '0'],
    ['with a word that XML Schema does not know', 'SecuritySettings/@enabled', 'TRUE'],
    ['with a number that is no truth value', 'SecuritySettings/@enabled', '01'],
    ['with a digit where the wanted value is none', 'Push/Label', '1'],
    ['with capital letters in a text', 'Push/Label', 'PHONES'],
    ['with another client ID', 'OAuthClientId', TENANT],
    ['with capital letters in the path', 'OAuthTokenURL', TOKEN.replace('/token', '/Token')],
    ['with a slash at its end', 'OAuthTokenURL', `${TOKEN}/`],
    ['with a port', 'OAuthTokenURL', TOKEN.replace('.com/', '.com:443/')],
    ['with a dot behind the host', 'OAuthTokenURL', TOKEN.replace('.com/', '.com./')],
    ['with a query', 'OAuthTokenURL', `${TOKEN}?`],
    ['with a backslash, which parsers take for a slash', 'OAuthTokenURL', TOKEN.replace('.com/', '.com\\')],
    ['with a soft hyphen, which parsers leave out', 'OAuthTokenURL', TOKEN.replace('login', 'log\u00adin')],
    ['with a user name', 'OAuthTokenURL', TOKEN.replace('//', '//a@')],
    ['without encryption', 'OAuthTokenURL', TOKEN.replace('https', 'http')],
    ['with a scope less', 'OAuthScopes', `openid profile email api://${CLIENT}/default`],
    ['with a scope more', 'OAuthScopes', `openid profile email api://${CLIENT}/default offline_access x`],
    [
      'with capital letters in a scope',
      'OAuthScopes',
      `OpenID profile email api://${CLIENT}/default offline_access`,
    ],
    [
      'with a line break between scopes',
      'OAuthScopes',
      `openid profile email api://${CLIENT}/default\noffline_access`,
    ],
    [
      'with two blanks between scopes',
      'OAuthScopes',
      `openid  profile email api://${CLIENT}/default offline_access`,
    ],
  ])('%s', (_, name, found) => {
    expect(isSameValue(wanted(name), found)).toBe(false)
  })

  test.each(['OAuthClientId', 'OAuthTokenURL'])(
    'with capital letters in what looks like an ID at another provider than Entra: %s',
    (name) => {
      const each = wanted(name, KEYCLOAK)
      expect(
        isSameValue(
          each,
          each.value.replace(/[0-9a-f-]{36}/, (id) => id.toUpperCase()),
        ),
      ).toBe(false)
    },
  )

  test('with a letter in the host whose lower case is one of ASCII', () => {
    const each = setting('Help/URL', 'https://kb.example.com/')
    expect(isSameValue(each, 'https://KB.example.com/')).toBe(true)
    expect(isSameValue(each, 'https://\u212ab.example.com/')).toBe(false)
  })
})
