import type { AnnotationProperties } from '@actions/core'
import type { ReportingCore } from '../../src/report/index.ts'

/** Keeps what the action writes to the runner; everything else of a run is real. */
export interface RecordingCore extends ReportingCore {
  readonly outputs: Record<string, string>
  readonly lines: string[]
  readonly errors: string[]
  readonly annotations: [string, AnnotationProperties][]
  readonly secrets: string[]
  failure: string | undefined
  written: string
  getInput(name: string): string
  setSecret(value: string): void
}

export function recordingCore(inputs: Readonly<Record<string, string>> = {}): RecordingCore {
  const core: RecordingCore = {
    outputs: {},
    lines: [],
    errors: [],
    annotations: [],
    secrets: [],
    failure: undefined,
    written: '',
    getInput: (name) => (inputs[name] ?? '').trim(),
    setSecret: (value) => core.secrets.push(value),
    debug: (message) => core.lines.push(message),
    info: (message) => core.lines.push(message),
    notice: (message, properties = {}) => core.annotations.push([message, properties]),
    warning: (message, properties = {}) => core.annotations.push([message, properties]),
    error: (message, properties) => {
      if (properties) core.annotations.push([message, properties])
      else core.errors.push(message)
    },
    setFailed: (message) => {
      core.failure = message
    },
    setOutput: (name, value) => {
      core.outputs[name] = value
    },
    summary: {
      addRaw: (text) => ({
        write: async () => {
          core.written += text
        },
      }),
    },
  }
  return core
}
