import { field, unlessMissing } from './answer.ts'
import { blobSha } from './blob.ts'
import type { GitHubClient } from './client.ts'
import { ConfigRepositoryError, UnexpectedAnswerError } from './errors.ts'
import type { RepositoryFile, Target } from './state.ts'

/** mobile-config.xml at a commit or branch. @returns undefined when there is none */
export async function readFile(client: GitHubClient, target: Target, ref: string | undefined) {
  return read(client, target, ref, target.path, 'config-path')
}

/** The wsadmin script at a commit or branch. @returns undefined when there is none, or none is wanted */
export async function readScript(client: GitHubClient, target: Target, ref: string | undefined) {
  return target.scriptPath ? read(client, target, ref, target.scriptPath, 'wsadmin-script') : undefined
}

/** @see https://docs.github.com/en/rest/repos/contents#get-repository-content */
async function read(
  client: GitHubClient,
  target: Target,
  ref: string | undefined,
  path: string,
  input: string,
): Promise<RepositoryFile | undefined> {
  const { owner, repo } = target
  const request = 'GET /repos/{owner}/{repo}/contents/{path}'
  const answer = await unlessMissing(
    client.rest.repos.getContent({ owner, repo, path, ...(ref ? { ref } : {}) }),
    /^Not Found/,
  )
  if (!answer) return undefined
  if (Array.isArray(answer.data) || field(request, answer.data, 'type', 'string') !== 'file') {
    throw new ConfigRepositoryError(
      `${input}: "${path}" is a folder, a link or a submodule in ${owner}/${repo}. Name a file.`,
    )
  }
  const blob = field(request, answer.data, 'sha', 'string')
  const encoding = field(request, answer.data, 'encoding', 'string')
  const bytes =
    encoding === 'none'
      ? await readBlob(client, target, blob)
      : Buffer.from(field(request, answer.data, 'content', 'string'), 'base64')
  // Half a file, or another one, must not become a commit.
  if (blobSha(bytes) !== blob)
    throw new UnexpectedAnswerError(request, 'a content that is not the one of its "sha"')
  return { blob, bytes }
}

/**
 * Content that is too large for the contents API to inline.
 * @see https://docs.github.com/en/rest/git/blobs#get-a-blob
 */
async function readBlob(client: GitHubClient, { owner, repo }: Target, blob: string): Promise<Uint8Array> {
  const { data } = await client.rest.git.getBlob({ owner, repo, file_sha: blob })
  return Buffer.from(
    field('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', data, 'content', 'string'),
    'base64',
  )
}
