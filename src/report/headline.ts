import { isDrift } from '../findings.ts'
import type { Steps } from './checklist.ts'
import type { BodyParts, Earlier } from './pull-request-body.ts'

/** The first line of a pull request: what changes, whether the app registration is ready, and how much is left to do. */
export function headline(parts: BodyParts, earlier: Earlier, steps: readonly Steps[]): string {
  const facts =
    parts.origin === 'skeleton'
      ? [
          `${counted(parts.changes.length, 'setting')} proposed`,
          `${counted(steps.flatMap((each) => each.steps).length, 'step')} before this can be merged`,
        ]
      : [...fileFacts(parts), ...registrationFacts(parts, earlier, steps), ...serverFacts(steps)]
  return `**${facts.join(' · ')}**`
}

function fileFacts({ changes: { length }, isChanged, origin, script }: BodyParts): string[] {
  if (!isChanged)
    return [
      'nothing changes in the file',
      script?.others ? 'the wsadmin scripts are updated' : 'the wsadmin script is updated',
    ]
  const isNew = origin === 'template' || length === 0
  const settings = `${counted(length, 'setting')} ${length === 1 ? 'changes' : 'change'}`
  return [...(isNew ? ['the file is new'] : []), ...(length > 0 ? [settings] : [])]
}

/** Silent where nobody has looked and the checklist does not ask for it either. */
function registrationFacts({ registration }: BodyParts, earlier: Earlier, steps: readonly Steps[]): string[] {
  const before = steps.slice(
    0,
    steps.findIndex(({ where }) => where === 'GitHub'),
  )
  if (before.length > 0)
    return before.map((each) => `${counted(each.steps.length, 'step')} in ${each.where} before merging`)
  if (registration?.findings.some(isDrift)) return ['app registration needs attention']
  return registration || typeof earlier.registration === 'object' ? ['app registration done'] : []
}

function serverFacts(steps: readonly Steps[]): string[] {
  const server = steps.find(({ where }) => where === 'WebSphere')
  return server ? [`${counted(server.steps.length, 'step')} on the server after merging`] : []
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
