import { readFileSync } from 'node:fs'
import type { AnnotationProperties } from '@actions/core'
import { main } from '../../src/main.ts'
import { Deadline, fetchWhole } from '../../src/network/index.ts'
import { recordingCore } from '../report/recording-core.ts'
import { NO_PAUSES, NO_WAY_OUT } from './no-pauses.ts'
import { type ActionResult, type ActionRun, demandReport } from './run-action.ts'

export type RunHere = Pick<ActionRun, 'inputs' | 'environment'>
export type HereResult = Omit<ActionResult, 'read'>

/**
 * The same as runAction with the sources in this process: what a run says and does does not depend on dist, and to start a process is
 * most of what a short run costs. Each kind of run is run with dist, too.
 */
export async function runHere({ inputs = {}, environment = {} }: RunHere): Promise<HereResult> {
  const { MOBILE_SSO_TEST_ROOTS: roots } = environment
  const core = recordingCore(inputs)
  const log: string[] = []
  const command = (name: string) => (message: string, properties?: AnnotationProperties) =>
    void log.push(`::${[name, ...asProperties(properties)].join(' ')}::${escaped(message)}`)
  await main({
    core: {
      ...core,
      setSecret: command('add-mask'),
      debug: command('debug'),
      info: (message) => log.push(message),
      notice: command('notice'),
      warning: command('warning'),
      error: command('error'),
      setFailed(message) {
        core.failure = message
        command('error')(message)
      },
    },
    environment: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: 'summary', ...environment },
    currentFolder: import.meta.dirname,
    fetch: (url, options) => fetchWhole(url, options, { https_proxy: NO_WAY_OUT, ...environment }),
    deadline: new Deadline(600),
    publicRoots: roots ? [readFileSync(roots, 'utf8')] : [],
    wait: async () => undefined,
    pace: NO_PAUSES,
  })
  const { outputs, written, failure } = core
  demandReport(outputs)
  return { exitCode: failure === undefined ? 0 : 1, log: log.join('\n'), outputs, summary: written }
}

function asProperties({ title, file, startLine }: AnnotationProperties = {}): string[] {
  const given = { title, file, line: startLine }
  const texts = Object.entries(given).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [`${name}=${escaped(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`],
  )
  return texts.length === 0 ? [] : [texts.join(',')]
}

const escaped = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
