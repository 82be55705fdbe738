import { complete } from './description.ts'
import type { TreeEntry } from './git.ts'
import { botIdentity, refuseRestricted } from './refs-routes.ts'
import { notFound, Refusal } from './refusal.ts'
import type { Answer, Call, Routes } from './route.ts'

/** Content up to this size is inlined. */
const INLINE_BYTES = 1024 * 1024

export const CONTENTS_ROUTES: Routes = {
  /** @see https://docs.github.com/en/rest/repos/contents#get-repository-content */
  'GET /repos/{owner}/{repo}/contents/{path}': { needs: [['contents', 'read']], handle: getContents },
  /** @see https://docs.github.com/en/rest/repos/contents#create-or-update-file-contents */
  'PUT /repos/{owner}/{repo}/contents/{path}': { needs: [['contents', 'write']], handle: putContents },
}

async function getContents({ repository, path: { path }, query }: Call): Promise<Answer> {
  const { objects, defaultBranch } = repository
  const ref = query.get('ref') ?? defaultBranch
  const commit = await repository.commitSeen(ref)
  if (!commit && !query.has('ref')) throw new Refusal(404, 'This repository is empty.')
  if (!commit) throw new Refusal(404, `No commit found for the ref ${ref}`)
  const entry = await objects.entry(commit, path!)
  if (!entry) throw notFound()
  if (entry.type === 'tree') return { status: 200, body: [] }
  const bytes = await objects.run(['cat-file', 'blob', entry.sha])
  if (entry.mode === '120000') {
    return {
      status: 200,
      body: complete('content-symlink', {
        ...description(entry, bytes.length),
        type: 'symlink',
        target: bytes.toString(),
      }),
    }
  }
  const isInline = bytes.length <= INLINE_BYTES
  const content = isInline ? bytes.toString('base64').replaceAll(/(.{60})/g, '$1\n') : ''
  return {
    status: 200,
    body: complete('content-file', {
      ...description(entry, bytes.length),
      type: 'file',
      encoding: isInline ? 'base64' : 'none',
      content,
    }),
  }
}

function description({ path, sha }: TreeEntry, size: number) {
  return { name: path.split('/').at(-1), path, sha, size, git_url: null, html_url: null, download_url: null }
}

async function putContents(call: Call): Promise<Answer> {
  const { repository, path: parameters, body, answers } = call
  const { objects } = repository
  const path = parameters['path']!
  const branch: string = body.branch ?? repository.defaultBranch
  const head = await repository.commitSeen(branch)
  if (!head) throw new Refusal(404, `Branch ${branch} not found`)
  refuseRestricted(repository, branch, 409, 'Changes must be made through a pull request.')
  if (repository.policy.protectedBranches?.test(branch))
    throw new Refusal(409, 'Could not update file: Changes must be made through a pull request.')
  const existing = await objects.entry(head, path)
  if (existing && body.sha === undefined)
    throw new Refusal(422, 'Invalid request.\n\n"sha" wasn\'t supplied.')
  if (body.sha !== undefined && body.sha !== existing?.sha)
    throw new Refusal(409, `${path} does not match ${body.sha}`)
  const blob = await objects.blob(Buffer.from(body.content, 'base64'))
  const tree = await objects.tree(head, [{ path, mode: existing?.mode ?? '100644', sha: blob }])
  const identity = botIdentity(call, body)
  const commit = await objects.commitTree(tree, [head], body.message, identity.author, identity.committer)
  await objects.moveBranch(branch, head, commit)
  await repository.followBranch(branch, call.token.login)
  const details = await objects.details(commit)
  return {
    status: existing ? 200 : 201,
    body: {
      content: { name: path.split('/').at(-1), path, sha: blob, type: 'file' },
      commit: {
        sha: commit,
        ...(answers.commit(details) as { commit: object }).commit,
        parents: [{ sha: head }],
      },
    },
  }
}
