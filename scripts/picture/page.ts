import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { marked } from 'marked'
import type { PullRequestState } from '../../__tests__/stand-ins/github/index.ts'

const STYLE = `
body { margin: 0; padding: 24px 28px; background: #fff; box-sizing: border-box; }
h1.title { font-size: 26px; font-weight: 400; border: 0; margin: 0 0 8px; padding: 0; }
h1.title span, .meta { color: #59636e; }
.state { background: #1f883d; color: #fff; border-radius: 2em; padding: 5px 12px; font-weight: 500; margin-right: 8px; }
.state.draft { background: #59636e; } .state.closed { background: #cf222e; }
.meta { border-bottom: 1px solid #d1d9e0; padding-bottom: 14px; margin-bottom: 16px; font-size: 14px; line-height: 2; }
.meta code { color: #0969da; background: #ddf4ff; }
.label { border: 1px solid #d1d9e0; border-radius: 2em; padding: 0 8px; font-size: 12px; }
.comment { border: 1px solid #d1d9e0; border-radius: 6px; padding: 4px 16px 16px; margin-bottom: 16px; }
.comment table, pre.diff { font-size: 13px; }
.comment h2 { font-size: 19px; margin: 18px 0 10px; } .comment h3 { font-size: 16px; margin: 14px 0 8px; }
pre.diff { background: #fff; border: 1px solid #d1d9e0; padding: 0; margin-top: 16px; line-height: 1.5; }
pre.diff span { display: block; padding: 0 10px; white-space: pre; }
pre.diff .added { background: #dafbe1; } pre.diff .removed { background: #ffebe9; } pre.diff .hunk { color: #59636e; background: #f6f8fa; }
@media (max-width: 600px) { body { padding: 16px; } }
`

/** A pull request as GitHub shows it: title, body and comments, and the diff where there is one. */
export async function pullRequestPage(pull: PullRequestState, diff = ''): Promise<string> {
  const { number, title, body, state, draft, login, base, head, labels, comments } = pull
  const shown = state === 'closed' ? 'closed' : draft ? 'draft' : 'open'
  const lines = diff.replaceAll('\r', '').split('\n').filter(isShown)
  return page(`<h1 class="title">${escaped(title)} <span>#${number}</span></h1>
<div class="meta"><span class="state ${shown}">${shown[0]!.toUpperCase()}${shown.slice(1)}</span> <b>${escaped(login)}</b> wants to merge 1 commit into
<code>${escaped(base.ref)}</code> from <code>${escaped(head.ref)}</code> ${labels.map((label) => `<span class="label">${escaped(label)}</span>`).join(' ')}</div>
${(await Promise.all([body ?? '', ...comments.map((comment) => comment.body)].map(comment))).join('\n')}
${lines.length > 0 ? `<pre class="diff">${lines.map(diffLine).join('')}</pre>` : ''}`)
}

/** A job summary as GitHub shows it. */
export async function summaryPage(summary: string): Promise<string> {
  return page(await markdown(summary, false))
}

function page(content: string): string {
  const css = readFileSync(
    createRequire(import.meta.url).resolve('github-markdown-css/github-markdown-light.css'),
    'utf8',
  )
  return `<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>${css}${STYLE}</style>
<body class="markdown-body">
${content}
</body></html>
`
}

const comment = async (text: string) => `<div class="comment">${await markdown(text, true)}</div>`

/** GitHub's Markdown. @param breaks GitHub keeps the line breaks of a pull request's texts */
async function markdown(text: string, breaks: boolean): Promise<string> {
  const html = await marked.parse(text, { gfm: true, breaks })
  return html.replace(
    /<blockquote>\n<p>\[!CAUTION\](?:<br>)?\n?(.*?)<\/blockquote>/s,
    '<div class="markdown-alert markdown-alert-caution"><p class="markdown-alert-title">Caution</p><p>$1</div>',
  )
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
