import { type Finding, finding } from '../findings.ts'
import type { Plan } from './decide.ts'
import type { Target } from './state.ts'

/** Why nothing is done although somebody could expect it, and what people can do; nothing where all is as wanted. */
export function whyNothing(plan: Plan & { kind: 'nothing' }, { branch }: Target): readonly Finding[] {
  if (plan.because === 'as wanted') return []
  const { number, url: where } = plan.pullRequest
  const open = `The base branch is as wanted, but branch ${branch} of pull request #${number}`
  const closed = `Pull request #${number}`
  switch (plan.because) {
    case 'closed by a person': {
      const what = `${closed} with the same values was closed without being merged, so no new one is opened.`
      const cure =
        'Reopen it to have it kept up to date; a new one is opened as soon as a wanted value changes.'
      return [finding('MSSO020', { where, what, cure })]
    }
    case 'closed without a marker': {
      const what = `${closed} was closed without being merged, and its text no longer tells which values it stood for, so no new one is opened.`
      const cure = `Reopen it to have it kept up to date; or delete its branch ${branch}, or name another one with the branch input, to have a new one opened.`
      return [finding('MSSO020', { where, what, cure })]
    }
    case 'proposed elsewhere': {
      const { elsewhere } = plan
      const what = `${open} is proposed for ${elsewhere.base} as well (#${elsewhere.number}), so it is left open.`
      const cure = `Close it, or leave it to the next run after #${elsewhere.number} is merged or closed.`
      return [finding('MSSO021', { where, what, cure })]
    }
    case 'holds work of others': {
      const what = `${open} holds commits that are not this action's or was there before it, so it is left open.`
      return [finding('MSSO021', { where, what, cure: 'Merge it or close it.' })]
    }
  }
}
