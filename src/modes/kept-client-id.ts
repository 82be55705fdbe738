import { type DesiredState, SET_PUBLIC_CLIENT } from '../desired-state/index.ts'
import { type Finding, finding } from '../findings.ts'
import { currentValue } from '../mobile-config/index.ts'
import { ProblemsError } from '../problems.ts'

const CLIENT_ID = ['SecuritySettings', 'OAuthClientId'] as const

/**
 * Looks at the client ID that the file keeps: that of WebSphere is a confidential client, which the apps cannot be, and
 * whoever follows the vendor's procedure for Azure copies it there.
 * @throws ProblemsError when the file has none
 * @see https://help.hcl-software.com/connectionsmobile/admin/overview/oauth2-register-conn-mobile-app.html
 */
export function keptClientIdFindings(
  { keptClientId }: Pick<DesiredState, 'keptClientId'>,
  file: { readonly path: string; readonly bytes: Uint8Array },
): Finding[] {
  if (!keptClientId) return []
  const kept = currentValue(file, CLIENT_ID)
  if (!kept) {
    const what = `client-id is not set, and ${file.path} has no client ID that could stay.`
    throw new ProblemsError([{ where: 'input client-id', what, cure: SET_PUBLIC_CLIENT }])
  }
  if (kept.value !== keptClientId.value) return []
  return [
    finding('MSSO131', {
      where: `${file.path}:${kept.line}`,
      what: `OAuthClientId is that of ${keptClientId.source}: the client of WebSphere, which has a secret that the apps do not have.`,
      cure: `${SET_PUBLIC_CLIENT} Where that is one public client for both, set client-id to it.`,
      line: kept.line,
    }),
  ]
}
