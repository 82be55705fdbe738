import type { Ended } from './run-sources.ts'

/** What a failed run says that it has written to the repository. Only this file knows in which words. */
export interface Account {
  readonly certain: string
  /** Whose answer was lost. */
  readonly inDoubt: string
  readonly all: string
}

/** @param failure what the step failed with */
export function accountOf(failure: string): Account {
  const [certain, inDoubt] = ['Written to ', 'Perhaps written to '].map((start) =>
    failure
      .split('\n')
      .filter((line) => line.startsWith(start))
      .join('\n'),
  ) as [string, string]
  return { certain, inDoubt, all: `${certain}\n${inDoubt}` }
}

export const tellsOfPull = (account: string) => account.includes('pull request')

/** @param isCertain the app registration was changed, or nobody knows whether it was */
export const tellsOfRegistration = (failure: string, isCertain: boolean) =>
  failure.includes(isCertain ? 'app registration was updated' : 'app registration may have been made')

/** The words for people whom a pull request is given to. */
const OF_PEOPLE = { assignees: 'assigned', reviewers: 'reviews of' } as const
export type PeoplePart = keyof typeof OF_PEOPLE

export const tellsOfPeople = (account: string, part: PeoplePart) => account.includes(OF_PEOPLE[part])

interface ReportedFinding {
  readonly id: string
  readonly what: string
}

/** What the run has found, from its report; nothing when it failed before there was one. */
export function findings({ outputs }: Pick<Ended, 'outputs'>): readonly ReportedFinding[] {
  return JSON.parse(outputs['report'] || '{"findings":[]}').findings
}

export const findingIds = (ended: Pick<Ended, 'outputs'>) => findings(ended).map(({ id }) => id)
