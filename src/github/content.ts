import { field } from './answer.ts'
import { blobSha } from './blob.ts'
import type { GitHubClient } from './client.ts'
import { ConfigRepositoryError, UnexpectedAnswerError } from './errors.ts'
import type { ContentEntry } from './query-answer.ts'
import type { RepositoryFile, Target } from './state.ts'

/** Both files at a commit. */
export type ReadFiles = { readonly [K in 'file' | 'script']: RepositoryFile | undefined }

/** @throws ConfigRepositoryError for what is no file */
export async function readContents(
  client: GitHubClient,
  target: Target,
  { file, script }: { readonly [K in keyof ReadFiles]: ContentEntry | undefined },
): Promise<ReadFiles> {
  return {
    file: file && (await readContent(client, target, file, target.path, 'config-path')),
    script: script && (await readContent(client, target, script, target.scriptPath!, 'wsadmin-script')),
  }
}

const TYPE_BITS = 0o170000
const REGULAR_FILE = 0o100000
const EXECUTABLE = 0o111

async function readContent(
  client: GitHubClient,
  target: Target,
  { blob, mode, type, text }: ContentEntry,
  path: string,
  input: string,
): Promise<RepositoryFile> {
  if (type !== 'blob' || (mode & TYPE_BITS) !== REGULAR_FILE) {
    throw new ConfigRepositoryError(
      `${input}: "${path}" is a folder, a link or a submodule in ${target.owner}/${target.repo}. Name a file.`,
    )
  }
  const bytes = bytesOf(text, blob) ?? (await readBlob(client, target, blob))
  return { blob, bytes, mode: mode & EXECUTABLE ? '100755' : '100644' }
}

/** A text that is the whole content, with or without the byte order mark that GitHub takes away; half a file must not become a commit. */
function bytesOf(text: string | undefined, blob: string): Uint8Array | undefined {
  if (text === undefined) return undefined
  return [text, `\uFEFF${text}`].map((each) => Buffer.from(each)).find((bytes) => blobSha(bytes) === blob)
}

const BLOB = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}'

/** @see https://docs.github.com/en/rest/git/blobs#get-a-blob */
async function readBlob(client: GitHubClient, { owner, repo }: Target, blob: string): Promise<Uint8Array> {
  const { data } = await client.rest.git.getBlob({ owner, repo, file_sha: blob })
  const bytes = Buffer.from(field(BLOB, data, 'content', 'string'), 'base64')
  if (blobSha(bytes) === blob) return bytes
  throw new UnexpectedAnswerError(BLOB, 'a content that is not the one of its "sha"')
}
