import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { structuredPatch } from 'diff'
import { create } from 'xmlbuilder2'
import { NO_VALUES } from '../../__tests__/desired-state/no-values.ts'
import { renderNow } from '../../__tests__/mobile-config/render-now.ts'
import { desiredState } from '../../src/desired-state/index.ts'
import { median, table } from './table.ts'

const SIZES = { '50 KB': 50_000, '500 KB': 500_000, '5 MB': 5_000_000 }

const WAYS = { 'this action': render, 'xmlbuilder2, parse and serialise': reserialise, nothing: () => '' }

/** Time and memory of rendering files of growing size, and the same change by parse and serialise; with lxml where it is installed. */
export function rendering(): string {
  const rows = Object.entries(SIZES).flatMap(([size, bytes]) => {
    const text = configOf(bytes)
    const baseline = peakMemory('nothing', bytes)
    const own = (['this action', 'xmlbuilder2, parse and serialise'] as const).map((way) => ({
      way,
      milliseconds: timeOf(() => WAYS[way](text), bytes > 1_000_000 ? 3 : 9),
      megabytes: peakMemory(way, bytes) - baseline,
      lines: changedLines(text, WAYS[way](text)),
    }))
    return [...own, ...lxml(text)].map(({ way, milliseconds, megabytes, lines }) => [
      size,
      way,
      `${milliseconds.toFixed(1)} ms`,
      `${((milliseconds * 1000) / (bytes / 1000)).toFixed(0)} µs`,
      `${Math.max(0, megabytes).toFixed(0)} MB`,
      lines,
    ])
  })
  return table(['file', 'way', 'time', 'time for a KB', 'memory', 'lines changed'], rows)
}

/** The same by the library that HCL's Ansible uses, which is written in C: parse, set a value, serialise. */
const LXML = `
import re, sys, time
from lxml import etree
data = sys.stdin.buffer.read()
peak = lambda: int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]) / 1000
base, times = peak(), []
for _ in range(9):
    start = time.perf_counter()
    root = etree.fromstring(data)
    root.find('.//{*}AuthType').text = 'OAuth'
    out = etree.tostring(root.getroottree(), encoding='UTF-8', xml_declaration=True)
    times.append((time.perf_counter() - start) * 1000)
    if len(times) == 1: first = peak()
sys.stdout.write('%f %f\\n' % (sorted(times)[4], first - base) + out.decode())
`

/** Whichever has lxml: a version manager's Python may stand before the system's. */
const PYTHONS = ['python3', '/usr/bin/python3']

export function pythonWithLxml(): string | undefined {
  return PYTHONS.find((each) => spawnSync(each, ['-c', 'import lxml']).status === 0)
}

function lxml(text: string) {
  const python = pythonWithLxml()
  if (!python) return []
  const run = spawnSync(python, ['-c', LXML], { input: text, encoding: 'utf8', maxBuffer: 20_000_000 })
  if (run.status !== 0) throw new Error(run.stderr)
  const [milliseconds, megabytes] = run.stdout.split('\n', 1)[0]!.split(' ').map(Number) as [number, number]
  const lines = changedLines(text, run.stdout.slice(run.stdout.indexOf('\n') + 1))
  return [{ way: 'lxml, parse and serialise', milliseconds, megabytes, lines }]
}

const { settings: SETTINGS } = desiredState({
  ...NO_VALUES,
  tenantId: 'b6c7fc02-7489-4729-a3c2-1af11e623345',
  clientId: 'b850bc0a-0893-4cd7-8e22-9738a43c585d',
})

const REMARK =
  'people write whole sentences here, about who asked for it, until when it is needed, and what to do before it is taken out'

/** A file such as people have, with as many applications and comments as it takes. */
export function configOf(bytes: number): string {
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n<config xmlns="http://www.ibm.com/mobile-config">\n'
  const tail =
    '\t<SecuritySettings enabled="false">\n\t\t<!-- One of Form, OAuth -->\n\t\t<AuthType>Form</AuthType>\n\t\t<OAuthClientId></OAuthClientId>\n\t</SecuritySettings>\n</config>\n'
  const parts = ['\t<Applications>\n']
  let length = head.length + tail.length
  for (let number = 0; length < bytes - 200; number++) {
    const part = `\t\t<!-- Application ${number}: ${REMARK} -->\n\t\t<Application name='App${number}' enabled="true">\n\t\t\t<ApplicationURL>https://connections.example.com/app/${number}</ApplicationURL>\n\t\t</Application>\n`
    parts.push(part)
    length += part.length
  }
  return `${head}${parts.join('')}\t</Applications>\n${tail}`
}

function render(text: string): string {
  return renderNow({ path: 'mobile-config.xml', bytes: Buffer.from(text) }, SETTINGS).after
}

/** What one would write without this action: all values set, and the document written back. */
function reserialise(text: string): string {
  const document = create(text)
  const security = document.root().find(({ node }) => node.nodeName === 'SecuritySettings')!
  for (const { elements, attribute, value } of SETTINGS) {
    if (attribute) security.att(attribute, value)
    else {
      const name = elements.at(-1)!
      security.find(({ node }) => node.nodeName === name)?.remove()
      security.ele(name).txt(value)
    }
  }
  return document.end()
}

function changedLines(before: string, after: string): number {
  if (before.length > 1_000_000) return countDifferent(before, after)
  const { hunks } = structuredPatch('a', 'b', before, after, '', '', { context: 0 })
  return hunks.reduce((sum, { lines }) => sum + lines.filter((line) => line.startsWith('-')).length, 0)
}

/** Lines of one text that the other has not; enough for files that take a diff too long. */
function countDifferent(before: string, after: string): number {
  const kept = new Set(after.split('\n'))
  return before.split('\n').filter((line) => !kept.has(line)).length
}

function timeOf(action: () => unknown, repeated: number): number {
  action()
  return median(
    Array.from({ length: repeated }, () => {
      const begin = performance.now()
      action()
      return performance.now() - begin
    }),
  )
}

/** Megabytes that a process of its own needed at most. */
function peakMemory(way: keyof typeof WAYS, bytes: number): number {
  const output = execFileSync(
    process.execPath,
    [join(import.meta.dirname, 'rendering.ts'), way, String(bytes)],
    {
      encoding: 'utf8',
    },
  )
  return Number(output) / 1000
}

if (import.meta.main) {
  const [way, bytes] = process.argv.slice(2)
  WAYS[way as keyof typeof WAYS](configOf(Number(bytes)))
  process.stdout.write(String(process.resourceUsage().maxRSS))
}
