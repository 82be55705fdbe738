import type { DesiredSetting } from '../../src/desired-state/index.ts'
import { insertionEdits } from '../../src/mobile-config/insertion.ts'
import { edited, planMobileConfig, type Rendered } from '../../src/mobile-config/render.ts'

/** What the action does, without waiting for the part that it loads only when it inserts elements. */
export function renderNow(
  file: { readonly path: string; readonly bytes: Uint8Array },
  settings: readonly DesiredSetting[],
): Rendered {
  const planned = planMobileConfig(file, settings)
  return edited(planned, insertionEdits(planned))
}
