import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createWorkspace, DIST, VALUES } from './process.ts'
import { configOf, pythonWithLxml } from './rendering.ts'
import { median, table } from './table.ts'

const ROUNDS = 7

const SIZES = { '1 KB': 1_000, '5 MB': 4_900_000 }

/** Tells, at the end of a process, how much memory it has needed at most. */
const TELL_PEAK =
  "process.on('exit', () => require('node:fs').writeSync(2, `\\npeak ${process.resourceUsage().maxRSS}`))"

/** The same change by lxml: parse, set a value, write the file. */
const LXML = `
import resource, sys
from lxml import etree
tree = etree.parse('mobile-config.xml')
tree.find('.//{*}AuthType').text = 'OAuth'
tree.write('mobile-config.xml', encoding='UTF-8', xml_declaration=True)
sys.stderr.write('\\npeak %d' % resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
`

interface Way {
  readonly name: string
  readonly command: string
  readonly parameters: readonly string[]
}

/** Time and memory of whole processes that change a small and a large file, from their start to their end. */
export function wholeRun(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    writeFileSync(join(folder, 'peak.cjs'), TELL_PEAK)
    const dist = (name: string, path: string): Way => {
      const parameters = ['--require', join(folder, 'peak.cjs'), join(path, 'index.js')]
      return { name, command: process.execPath, parameters }
    }
    const { BEFORE } = process.env
    const python = pythonWithLxml()
    const ways = [
      ...(BEFORE ? [dist('this action, before', BEFORE)] : []),
      dist('this action', DIST),
      ...(python ? [{ name: 'lxml', command: python, parameters: ['-c', LXML] }] : []),
    ]
    const rows = Object.entries(SIZES).flatMap(([size, bytes]) => {
      const original = join(folder, 'original.xml')
      writeFileSync(original, configOf(bytes))
      return ways.map((way) => [size, way.name, ...measured(way, original)])
    })
    return table(['file', 'way', 'time', 'memory'], rows)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function measured({ command, parameters }: Way, original: string): [time: string, memory: string] {
  const runs = Array.from({ length: ROUNDS }, () => {
    const workspace = createWorkspace(original)
    const env = { ...workspace.variables, ...VALUES, INPUT_MODE: 'render' }
    const begin = performance.now()
    const run = spawnSync(command, parameters, { cwd: workspace.folder, env, encoding: 'utf8' })
    const milliseconds = performance.now() - begin
    workspace.close()
    if (run.status !== 0) throw new Error(run.stdout + run.stderr)
    return { milliseconds, kilobytes: Number(/peak (\d+)$/.exec(run.stderr)![1]) }
  })
  const middle = (values: readonly number[]) => Math.round(median([...values]))
  return [
    `${middle(runs.map(({ milliseconds }) => milliseconds))} ms`,
    `${middle(runs.map(({ kilobytes }) => kilobytes / 1000))} MB`,
  ]
}
