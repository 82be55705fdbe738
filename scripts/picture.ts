/**
 * Takes the picture of the README: runs the demo, shows its pull request in headless Chromium, and writes
 * docs/images/pull-request.png, with the hash of the page beside it, by which a test tells that the picture is of today's demo.
 * Needs Chromium or Chrome; CHROMIUM names it where it is not found.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { demoPage } from './picture/demo-page.ts'
import { pageHash } from './picture/page.ts'

const IMAGES = join(import.meta.dirname, '../docs/images')
const WIDTH = 1180

const html = await demoPage()
const folder = mkdtempSync(join(tmpdir(), 'picture-'))
const file = join(folder, 'page.html')
try {
  writeFileSync(file, html)
  const address = pathToFileURL(file).href
  // The page's own height first, so that nothing is cut and nothing is empty.
  browser(
    `--window-size=${WIDTH},${heightOf(file)}`,
    `--screenshot=${join(IMAGES, 'pull-request.png')}`,
    address,
  )
  writeFileSync(join(IMAGES, 'pull-request.sha256'), `${pageHash(html)}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function heightOf(path: string): number {
  const measuring = `${path}.measure.html`
  const script = '<script>document.title = String(Math.ceil(document.documentElement.scrollHeight))</script>'
  writeFileSync(measuring, html.replace('</body>', `${script}</body>`))
  const measured = browser(`--window-size=${WIDTH},100`, '--dump-dom', pathToFileURL(measuring).href)
  return Number(/<title>(\d+)<\/title>/.exec(measured)![1])
}

function browser(...parameters: string[]): string {
  const names = [process.env['CHROMIUM'], 'chromium', 'chromium-browser', 'google-chrome'].filter(
    (name): name is string => Boolean(name),
  )
  for (const name of names) {
    try {
      return execFileSync(
        name,
        [
          '--headless',
          '--no-sandbox',
          '--disable-gpu',
          '--disable-background-networking',
          '--hide-scrollbars',
          ...parameters,
        ],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      )
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
  throw new Error('Neither Chromium nor Chrome was found. Install one, or name it with CHROMIUM.')
}
