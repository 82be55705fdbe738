import { isUtf8 } from 'node:buffer'
import { AnswerPart } from './answer.ts'
import type { GitHub } from './client.ts'
import type { NewCommit, NewFile } from './plan.ts'
import type { Target } from './state.ts'

const BLOB = 'POST /repos/{owner}/{repo}/git/blobs'
const TREE = 'POST /repos/{owner}/{repo}/git/trees'
const COMMIT = 'POST /repos/{owner}/{repo}/git/commits'

/** Whether `createCommitOnBranch` brings the files as they are wanted: it makes each an ordinary one, whatever it was. */
export function areOrdinary({ files }: NewCommit): boolean {
  return files.every(({ mode }) => mode === '100644')
}

/**
 * A commit that no branch has yet, with the modes of its files. Nobody sees it, so making it again does no harm. GitHub signs it
 * when the token is an app's, because no author is given.
 * @returns its name
 * @see https://docs.github.com/en/rest/git/trees#create-a-tree
 * @see https://docs.github.com/en/rest/git/commits#create-a-commit
 */
export async function commitObject(
  github: GitHub,
  target: Target,
  { files, message, parent, tree: baseTree }: NewCommit,
): Promise<string> {
  const { owner, repo } = target
  const tree = []
  for (const file of files) {
    const { path, mode } = file
    tree.push({ path, mode, type: 'blob' as const, ...(await contentOf(github, target, file)) })
  }
  const made = await github.request(TREE, { owner, repo, base_tree: baseTree, tree })
  const commit = { owner, repo, message, tree: new AnswerPart(made.data, TREE).oid('sha'), parents: [parent] }
  const { data } = await github.request(COMMIT, commit)
  return new AnswerPart(data, COMMIT).oid('sha')
}

/**
 * In the tree itself where JSON can hold it. Of a byte order mark nobody has published what becomes.
 * @see https://docs.github.com/en/rest/git/blobs#create-a-blob
 */
async function contentOf(github: GitHub, { owner, repo }: Target, { bytes }: NewFile) {
  const text = Buffer.from(bytes).toString()
  if (isUtf8(bytes) && !text.startsWith('\uFEFF')) return { content: text }
  const content = Buffer.from(bytes).toString('base64')
  const { data } = await github.request(BLOB, { owner, repo, content, encoding: 'base64' })
  return { sha: new AnswerPart(data, BLOB).oid('sha') }
}
