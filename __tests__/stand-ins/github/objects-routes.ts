import { botIdentity } from './refs-routes.ts'
import { notFound, Refusal } from './refusal.ts'
import type { Answer, Call, Routes } from './route.ts'

const URL = 'https://github.test/'

export const OBJECTS_ROUTES: Routes = {
  /** @see https://docs.github.com/en/rest/git/blobs#get-a-blob */
  'GET /repos/{owner}/{repo}/git/blobs/{file_sha}': { needs: [['contents', 'read']], handle: getBlob },
  /** @see https://docs.github.com/en/rest/git/blobs#create-a-blob */
  'POST /repos/{owner}/{repo}/git/blobs': { needs: [['contents', 'write']], handle: createBlob },
  /** @see https://docs.github.com/en/rest/git/trees#create-a-tree */
  'POST /repos/{owner}/{repo}/git/trees': { needs: [['contents', 'write']], handle: createTree },
  /** @see https://docs.github.com/en/rest/git/commits#create-a-commit */
  'POST /repos/{owner}/{repo}/git/commits': { needs: [['contents', 'write']], handle: createCommit },
  /** @see https://docs.github.com/en/rest/commits/commits#compare-two-commits */
  'GET /repos/{owner}/{repo}/compare/{basehead}': { needs: [['contents', 'read']], handle: compare },
}

async function getBlob({ repository, path }: Call): Promise<Answer> {
  const sha = path['file_sha']!
  if (!(await repository.objects.exists(sha, 'blob'))) throw notFound()
  const bytes = await repository.objects.run(['cat-file', 'blob', sha])
  return {
    status: 200,
    body: {
      sha,
      node_id: '',
      size: bytes.length,
      url: URL,
      encoding: 'base64',
      content: bytes.toString('base64'),
    },
  }
}

async function createBlob({ repository, body }: Call): Promise<Answer> {
  const sha = await repository.objects.blob(
    Buffer.from(body.content, body.encoding === 'base64' ? 'base64' : 'utf8'),
  )
  return { status: 201, body: { sha, url: URL } }
}

async function createTree({ repository, body }: Call): Promise<Answer> {
  const { objects } = repository
  if (body.base_tree !== undefined && !(await objects.exists(body.base_tree, 'tree'))) throw notFound()
  const entries = await Promise.all(
    (body.tree as { path: string; mode: string; sha?: string | null; content?: string }[]).map(
      async ({ path, mode, sha, content }) => {
        const blob = content === undefined ? (sha ?? null) : await objects.blob(Buffer.from(content))
        if (blob !== null && !(await objects.exists(blob, 'blob')))
          throw new Refusal(422, `tree.sha ${blob} is not a valid blob`)
        return { path, mode, sha: blob }
      },
    ),
  )
  const sha = await objects.tree(body.base_tree, entries)
  const tree = entries.map(({ path, mode, sha: blob }) => ({
    path,
    mode,
    type: 'blob',
    sha: blob ?? '',
    size: 1,
    url: URL,
  }))
  return { status: 201, body: { sha, url: URL, truncated: false, tree } }
}

async function createCommit(call: Call): Promise<Answer> {
  const { repository, body } = call
  const { objects } = repository
  if (!(await objects.exists(body.tree, 'tree'))) throw new Refusal(422, 'Tree SHA does not exist')
  const parents: string[] = body.parents ?? []
  for (const parent of parents) {
    if (!(await objects.exists(parent, 'commit')))
      throw new Refusal(422, 'Parent SHA does not exist or is not a commit object')
  }
  const { author, committer } = botIdentity(call, body)
  const sha = await objects.commitTree(body.tree, parents, body.message, author, committer)
  const date = '2026-01-01T00:00:00Z'
  const verification = {
    verified: committer.name === 'GitHub',
    reason: 'valid',
    signature: null,
    payload: null,
    verified_at: null,
  }
  return {
    status: 201,
    body: {
      sha,
      node_id: '',
      url: URL,
      html_url: URL,
      message: body.message,
      tree: { sha: body.tree, url: URL },
      author: { ...author, date },
      committer: { ...committer, date },
      parents: parents.map((parent) => ({ sha: parent, url: URL, html_url: URL })),
      verification,
    },
  }
}

async function compare({ repository, path, query, answers }: Call): Promise<Answer> {
  const { objects } = repository
  const [baseName, headName] = path['basehead']!.split('...') as [string, string]
  const [base, head] = await Promise.all([objects.commit(baseName), objects.commit(headName)])
  if (!base || !head) throw notFound()
  const mergeBase = await objects.text('merge-base', base, head).catch(() => undefined)
  if (!mergeBase) throw new Refusal(404, `No common ancestor between ${baseName} and ${headName}.`)
  const shas = (await objects.text('rev-list', '--reverse', '--topo-order', `${base}..${head}`))
    .split('\n')
    .filter(Boolean)
  const behind = Number(await objects.text('rev-list', '--count', `${head}..${base}`))
  const perPage = Number(query.get('per_page') ?? 250)
  const commits = await Promise.all(
    shas.slice(0, perPage).map(async (sha) => answers.commit(await objects.details(sha))),
  )
  const status =
    shas.length === 0 ? (behind === 0 ? 'identical' : 'behind') : behind === 0 ? 'ahead' : 'diverged'
  const raw = await objects.text('diff-tree', '-r', '-z', '--raw', '--no-renames', mergeBase, head)
  return {
    status: 200,
    body: {
      url: URL,
      html_url: URL,
      permalink_url: URL,
      diff_url: URL,
      patch_url: URL,
      base_commit: answers.commit(await objects.details(base)),
      merge_base_commit: answers.commit(await objects.details(mergeBase)),
      status,
      ahead_by: shas.length,
      behind_by: behind,
      total_commits: shas.length,
      commits,
      files: changedFiles(raw),
    },
  }
}

/** `:100644 100644 <old> <new> M\0path\0…` */
function changedFiles(raw: string): object[] {
  const parts = raw.split('\0').filter(Boolean)
  return Array.from({ length: parts.length / 2 }, (_, index) => {
    const [, , oldSha, newSha, letter] = parts[index * 2]!.split(' ') as [
      string,
      string,
      string,
      string,
      string,
    ]
    const status = letter === 'A' ? 'added' : letter === 'D' ? 'removed' : 'modified'
    const sha = letter === 'D' ? oldSha : newSha
    const counts = { additions: 1, deletions: 1, changes: 2 }
    return {
      sha,
      filename: parts[index * 2 + 1],
      status,
      ...counts,
      blob_url: URL,
      raw_url: URL,
      contents_url: URL,
    }
  })
}
