/**
 * Takes the picture of the README: runs the demo, shows its pull request in headless Chromium, and writes
 * docs/images/pull-request.png, with the hash of the page beside it, by which a test tells that the picture is of today's demo.
 * `states <folder>` writes a picture of each state to a folder instead, as wide as a window and as a phone.
 * Needs Chromium or Chrome; CHROMIUM names it where it is not found.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { demoPage } from './picture/demo-page.ts'
import { pageHash } from './picture/page.ts'
import { statePages } from './picture/states.ts'

const IMAGES = join(import.meta.dirname, '../docs/images')
const README_WIDTH = 1180
const WIDTHS = [1000, 390]
const MIN_WINDOW = 500

const MEASURE =
  '<script>onload = () => { document.title = Math.ceil(frames[0].document.documentElement.scrollHeight) }</script>'

const [what, folder] = process.argv.slice(2)
if (what === undefined) {
  const html = await demoPage()
  takePicture(html, README_WIDTH, join(IMAGES, 'pull-request.png'))
  writeFileSync(join(IMAGES, 'pull-request.sha256'), `${pageHash(html)}\n`)
} else if (what === 'states' && folder !== undefined) {
  mkdirSync(folder, { recursive: true })
  for await (const [name, html] of statePages())
    for (const width of WIDTHS) takePicture(html, width, join(folder, `${name}-${width}.png`))
} else {
  console.error('Usage: npm run picture [-- states <folder>]')
  process.exitCode = 2
}

/** The page stands in a frame as wide as the screen, because Chromium's window is never as narrow as a phone. */
function takePicture(html: string, width: number, png: string): void {
  const window = Math.max(width, MIN_WINDOW)
  const temporary = mkdtempSync(join(tmpdir(), 'picture-'))
  const page = join(temporary, 'page.html')
  const frame = join(temporary, 'frame.html')
  try {
    writeFileSync(page, html)
    const framed = (height: number, script = '') =>
      writeFileSync(
        frame,
        `<!DOCTYPE html><body style="margin:0;background:#d1d9e0"><iframe src="page.html" style="border:0;width:${width}px;height:${height}px"></iframe>${script}`,
      )
    const address = pathToFileURL(frame).href
    framed(100, MEASURE)
    const measured = browser(
      `--window-size=${window},100`,
      '--allow-file-access-from-files',
      '--dump-dom',
      address,
    )
    const height = Number(/<title>(\d+)<\/title>/.exec(measured)![1])
    framed(height)
    browser(`--window-size=${window},${height}`, `--screenshot=${png}`, address)
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
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
