import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import type { Finding } from '../../src/findings.ts'
import { main } from '../../src/main.ts'
import { decode } from '../../src/mobile-config/encoding.ts'
import { Deadline } from '../../src/network/index.ts'
import { unifiedDiff } from '../../src/report/sections.ts'
import { Secrets } from '../../src/text/secrets.ts'
import type { Command } from './command-line.ts'

/** What came of it; the texts are free of secrets. */
export type TryResult =
  | { readonly kind: 'failed'; readonly errors: readonly string[] }
  | {
      readonly kind: 'rendered'
      readonly isChanged: boolean
      readonly bytes: Buffer
      readonly changes: readonly TriedChange[]
      readonly findings: readonly Finding[]
      /** Empty when nothing changes. */
      readonly diff: string
    }

export interface TriedChange {
  readonly setting: string
  readonly before: string | null
  readonly after: string
}

/** Runs the action's mode render on a copy of the file, without a network. @param folder that the paths are relative to */
export async function renderCopy(
  { file, properties, inputs }: Extract<Command, { kind: 'try' }>,
  folder: string,
): Promise<TryResult> {
  const original = readIn(folder, file)
  const values = properties ? readIn(folder, properties) : undefined
  const errors = [original, values].filter((each) => typeof each === 'string')
  if (errors.length > 0 || typeof original === 'string') return { kind: 'failed', errors }
  const workspace = mkdtempSync(join(tmpdir(), 'mobile-sso-try-'))
  try {
    const name = basename(file)
    writeFileSync(join(workspace, name), original)
    if (values) writeFileSync(join(workspace, PROPERTIES), values)
    const step = new QuietStep({
      ...inputs,
      mode: 'render',
      'config-path': name,
      'provider-properties-file': values ? PROPERTIES : '',
    })
    await main({
      core: step,
      environment: {},
      currentFolder: workspace,
      fetch: () => Promise.reject(new Error('Mode render sends no requests.')),
      publicRoots: [],
      deadline: new Deadline(600),
      wait: async () => undefined,
    })
    if (step.failure) return { kind: 'failed', errors: step.errors.length > 0 ? step.errors : [step.failure] }
    const bytes = readFileSync(join(workspace, name))
    const report: Report = JSON.parse(step.outputs['report'] ?? '{}')
    const isChanged = !bytes.equals(original)
    const text = (content: Buffer) => step.secrets.redact(decode(content, name).text)
    return {
      kind: 'rendered',
      isChanged,
      bytes,
      changes: report.file.changes,
      findings: report.findings,
      diff: isChanged ? unifiedDiff(name, text(original), text(bytes)) : '',
    }
  } finally {
    rmSync(workspace, { recursive: true })
  }
}

/** @returns the bytes, or why there are none */
function readIn(folder: string, path: string): Buffer | string {
  try {
    return readFileSync(resolve(folder, path))
  } catch (error) {
    return `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`
  }
}

/** A name that no mobile-config.xml has. */
const PROPERTIES = 'provider.properties.copy'

/** The part of the `report` output that is shown. */
interface Report {
  readonly file: { readonly changes: readonly TriedChange[] }
  readonly findings: readonly Finding[]
}

/** Takes the place of the runner: it keeps the outputs and the errors, and prints nothing. */
class QuietStep {
  readonly outputs: Record<string, string> = {}
  readonly errors: string[] = []
  failure = ''
  readonly secrets = new Secrets()
  readonly #inputs: Readonly<Record<string, string>>
  readonly summary = { addRaw: () => ({ write: async () => undefined }) }

  constructor(inputs: Readonly<Record<string, string>>) {
    this.#inputs = inputs
  }
  getInput(name: string): string {
    return (this.#inputs[name] ?? '').trim()
  }
  setSecret(secret: string): void {
    this.secrets.add(secret)
  }
  setOutput(name: string, value: string): void {
    this.outputs[name] = value
  }
  error(message: string): void {
    this.errors.push(message)
  }
  setFailed(message: string): void {
    this.failure = message
  }
  debug(): void {}
  info(): void {}
  notice(): void {}
  warning(): void {}
}
