import { createHash } from 'node:crypto'
import { type DesiredSetting, meaning, settingName } from '../desired-state/index.ts'
import type { Origin } from '../mobile-config/index.ts'
import type { KeptScript } from '../wsadmin-script/index.ts'

/**
 * A short name for a set of wanted values; it changes when any of them changes in meaning. A script that is kept beside the file has a part
 * of its own, because a check asks about the values alone, see {@link isForSameValues}.
 * @param origin a proposal from the skeleton has a name of its own: whoever closes it has not decided about the server's file
 */
export function fingerprint(
  path: string,
  settings: readonly DesiredSetting[],
  scripts: readonly Pick<KeptScript, 'path' | 'bytes'>[] = [],
  origin: Origin = 'file',
): string {
  const values = settings.map((setting) => [settingName(setting), meaning(setting, setting.value)])
  const file = [path, values, ...(origin === 'skeleton' ? [origin] : [])]
  return [file, ...scripts.map(({ path: kept, bytes }) => [kept, Buffer.from(bytes).toString()])]
    .map(shortHash)
    .join('-')
}

function shortHash(wanted: unknown): string {
  return createHash('sha256').update(JSON.stringify(wanted)).digest('hex').slice(0, 16)
}
