import { type GitHub, isForSameValues, readForCheck, readKept, type Target } from '../github/index.ts'
import type { CheckResult } from '../report/index.ts'
import { fileDrift, type OpenPullRequest } from './file-drift.ts'
import { fingerprint } from './fingerprint.ts'
import { planRegistration } from './registration.ts'
import { connectRepository, tellName } from './repository.ts'
import { noted, type Run, resultOf, together } from './run.ts'
import { inspectSurroundings } from './server.ts'
import { wantedFile } from './wanted-file.ts'

/** Mode `check`: everything is read and nothing is written, anywhere. */
export async function checkForDrift(run: Run): Promise<CheckResult> {
  const { inputs, desired, progress } = run
  const { github, target, repository, workspacePath, explained } = connectRepository(run)
  const [read, registered, surroundings] = await together(
    noted(progress, readRepository(run, github, target).catch(explained), ({ drift }) => drift),
    planRegistration(run),
    noted(progress, inspectSurroundings(run), (seen) => seen.findings(undefined)),
  )
  const { rendered, openPullRequest, isMissing, drift } = read
  const findings = [
    ...drift,
    ...(isMissing ? [] : rendered.findings.filter(({ id }) => id === 'MSSO010')),
    ...rendered.findings.filter(({ id }) => id === 'MSSO131'),
    ...(registered?.reported.findings ?? []),
    ...surroundings.findings(!rendered.isChanged),
  ]
  return {
    ...resultOf(inputs, desired, { ...rendered, findings: [] }, findings, { registered, surroundings }),
    mode: 'check',
    workspacePath,
    repository,
    failsOnDrift: inputs.failOnDrift,
    registration: registered?.reported,
    branch: target.branch,
    openPullRequest,
  }
}

/** The file at the base as it is and as it is wanted, and the pull request that is open for it. */
async function readRepository({ inputs, desired, reporter }: Run, github: GitHub, target: Target) {
  const { file, open, target: now } = await readForCheck(github, target)
  tellName(reporter, target, now)
  const { path } = target
  const rendered = await wantedFile(inputs, desired, file?.bytes, path)
  const wanted = open && readKept(open.body)?.wanted
  const standsFor = (origin: 'file' | 'skeleton') =>
    wanted !== undefined && isForSameValues(wanted, fingerprint(path, desired.settings, undefined, origin))
  const openPullRequest: OpenPullRequest | undefined = open && {
    number: open.number,
    url: open.url,
    isWanted: standsFor('file'),
    isFromSkeleton: standsFor('skeleton'),
  }
  const drift = fileDrift(target, file && rendered.changes, openPullRequest)
  return { rendered, openPullRequest, isMissing: !file, drift }
}
