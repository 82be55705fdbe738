import { createHash } from 'node:crypto'
import { type DesiredSetting, meaning, settingName } from '../desired-state/index.ts'

/**
 * What the pull request's body remembers for later runs, invisible to its readers: which wanted values it stands for, and
 * whether the action closed it. Only a pull request that a person closed stays closed.
 */
export interface Marker {
  readonly wanted: string
  readonly closedByAction: boolean
}

const PATTERN = /<!-- mobile-sso-config wanted=([0-9a-f]{16}(?:-[0-9a-f]{16})?)( closed-by-action)? -->/

/**
 * A short name for a set of wanted values; it changes when any of them changes in meaning. The script that is kept beside the file has a part
 * of its own, because a check asks about the values alone, see {@link isForSameValues}.
 */
export function fingerprint(
  path: string,
  settings: readonly DesiredSetting[],
  script?: { readonly path: string | undefined; readonly text: string },
): string {
  const values = settings.map((setting) => [settingName(setting), meaning(setting, setting.value)])
  return [[path, values], ...(script?.path ? [[script.path, script.text]] : [])].map(shortHash).join('-')
}

function shortHash(wanted: unknown): string {
  return createHash('sha256').update(JSON.stringify(wanted)).digest('hex').slice(0, 16)
}

/** Whether two fingerprints stand for the same values, whatever they say about the script. */
export function isForSameValues(one: string, other: string): boolean {
  return one.split('-')[0] === other.split('-')[0]
}

export function markerText({ wanted, closedByAction }: Marker): string {
  return `<!-- mobile-sso-config wanted=${wanted}${closedByAction ? ' closed-by-action' : ''} -->`
}

export function readMarker(body: string): Marker | undefined {
  const match = PATTERN.exec(body)
  return match ? { wanted: match[1]!, closedByAction: match[2] !== undefined } : undefined
}

/** The body without what earlier runs remember in it; a section that people have taken apart may have left a marker anywhere. */
export function withoutMarkers(body: string): string {
  return body.replaceAll(new RegExp(PATTERN, 'g'), '')
}

/**
 * The body with a marker saying that the action closed the pull request.
 * @param wanted for a body whose marker a person has removed
 */
export function markClosed(body: string, wanted: string): string {
  if (!PATTERN.test(body))
    return `${body.trimEnd()}\n\n${markerText({ wanted, closedByAction: true })}`.trimStart()
  return body.replace(PATTERN, (_, before) => markerText({ wanted: before, closedByAction: true }))
}
