import { apiAnswers } from './api-answers.ts'
import { inputs } from './inputs.ts'
import { inventories } from './inventories.ts'
import { providerProperties } from './provider-properties.ts'
import { proxies } from './proxies.ts'
import { redirects } from './redirects.ts'
import { runnerVariables } from './runner-variables.ts'
import { settings } from './settings.ts'
import { attack, type FuzzTarget, type Outcome } from './target.ts'
import { wantedValues } from './wanted-values.ts'
import { xml } from './xml.ts'

/** A target whose inputs only it knows. */
export interface AnyTarget {
  readonly name: string
  readonly share: number
  /** Runs that many cases. */
  attack(seed: number, cases: number): Promise<Outcome>
}

const any = <T>(target: FuzzTarget<T>): AnyTarget => ({
  name: target.name,
  share: target.share,
  attack: (seed, cases) => attack(target, seed, cases),
})

export const TARGETS: readonly AnyTarget[] = [
  any(xml),
  any(providerProperties),
  any(settings),
  any(wantedValues),
  any(inputs),
  any(inventories),
  any(proxies),
  any(redirects),
  any(runnerVariables),
  any(apiAnswers),
]

/** How many of all cases a target gets. */
export function casesOf({ share }: AnyTarget, cases: number): number {
  const whole = TARGETS.reduce((sum, each) => sum + each.share, 0)
  return Math.max(1, Math.round((cases * share) / whole))
}
