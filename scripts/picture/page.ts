import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { marked } from 'marked'

/** A pull request as the demo leaves it. */
export interface PulledPicture {
  readonly number: number
  readonly title: string
  readonly body: string
  readonly author: string
  readonly base: string
  readonly head: string
  readonly labels: readonly string[]
  readonly diff: string
}

const STYLE = `
body { margin: 0; padding: 24px 28px; width: 1124px; background: #fff; }
h1.title { font-size: 26px; font-weight: 400; border: 0; margin: 0 0 8px; padding: 0; }
h1.title span, .meta { color: #59636e; }
.state { background: #1f883d; color: #fff; border-radius: 2em; padding: 5px 12px; font-weight: 500; margin-right: 8px; }
.meta { border-bottom: 1px solid #d1d9e0; padding-bottom: 14px; margin-bottom: 16px; font-size: 14px; }
.meta code { color: #0969da; background: #ddf4ff; }
.label { border: 1px solid #d1d9e0; border-radius: 2em; padding: 0 8px; font-size: 12px; }
.comment { border: 1px solid #d1d9e0; border-radius: 6px; padding: 4px 16px 16px; }
.comment table, pre.diff { font-size: 13px; }
.comment h2 { font-size: 19px; margin: 18px 0 10px; }
pre.diff { background: #fff; border: 1px solid #d1d9e0; padding: 0; margin-top: 16px; line-height: 1.5; }
pre.diff span { display: block; padding: 0 10px; white-space: pre; }
pre.diff .added { background: #dafbe1; } pre.diff .removed { background: #ffebe9; } pre.diff .hunk { color: #59636e; background: #f6f8fa; }
`

/** The page that the picture is taken of: title, body as GitHub's Markdown, and the diff. */
export async function page(pull: PulledPicture): Promise<string> {
  const css = readFileSync(
    createRequire(import.meta.url).resolve('github-markdown-css/github-markdown-light.css'),
    'utf8',
  )
  const labels = pull.labels.map((label) => `<span class="label">${escaped(label)}</span>`).join(' ')
  return `<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><style>${css}${STYLE}</style>
<body class="markdown-body">
<h1 class="title">${escaped(pull.title)} <span>#${pull.number}</span></h1>
<div class="meta"><span class="state">Open</span> <b>${escaped(pull.author)}</b> wants to merge 1 commit into
<code>${escaped(pull.base)}</code> from <code>${escaped(pull.head)}</code> ${labels}</div>
<div class="comment">${await marked.parse(pull.body, { gfm: true })}</div>
<pre class="diff">${pull.diff.split('\n').filter(isShown).map(diffLine).join('')}</pre>
</body></html>
`
}

const isShown = (line: string) => line !== '' && !/^(diff|index|---|\+\+\+) /.test(line)

function diffLine(line: string): string {
  const kinds: Readonly<Record<string, string>> = { '+': 'added', '-': 'removed', '@': 'hunk' }
  return `<span class="${kinds[line[0]!] ?? ''}">${escaped(line.replaceAll('\t', '    '))}</span>`
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** Names the page, to tell a picture that is not of today's demo. @returns SHA-256 in hexadecimal digits */
export function pageHash(html: string): string {
  return createHash('sha256').update(html).digest('hex')
}
