/**
 * Login hosts of Microsoft Entra ID by cloud.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/authentication-national-cloud
 */
export const ENTRA_LOGIN_HOSTS: readonly string[] = [
  'login.microsoftonline.com',
  'login.windows.net',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
  'login.chinacloudapi.cn',
]

/** Whether the host is one of Entra's, external tenants and Azure AD B2C included. */
export function isEntraHost(host: string): boolean {
  return ENTRA_LOGIN_HOSTS.includes(host) || /\.(ciamlogin|b2clogin)\.com$/.test(host)
}
