import type { Git, TreeEntry } from '../git.ts'
import { compared, type GitObject, history, listTree, resolveObject } from '../git-queries.ts'
import type { RepositoryStandIn } from '../repository.ts'
import { blobText } from './blob-text.ts'
import { connection, type Page } from './connection.ts'
import { GraphqlRefusal } from './errors.ts'
import { objectId } from './node-ids.ts'

/** What an expression such as "main", "HEAD:path" or a name of an object stands for; null when for nothing. */
export async function gitObject(repository: RepositoryStandIn, expression: string): Promise<object | null> {
  const found = await resolveObject(repository.objects, expression)
  return found ? objectNode(repository, found) : null
}

function objectNode(repository: RepositoryStandIn, { oid, type }: GitObject): object | Promise<object> {
  switch (type) {
    case 'commit':
      return commitNode(repository, oid)
    case 'tree':
      return treeNode(repository, oid)
    case 'blob':
      return blobNode(repository, oid)
    default:
      return tagNode(repository, oid)
  }
}

const named = (repository: RepositoryStandIn, oid: string, typeName: string) => ({
  __typename: typeName,
  id: objectId(repository, oid),
  oid,
})

/** @see https://docs.github.com/en/graphql/reference/objects#commit */
export async function commitNode(repository: RepositoryStandIn, oid: string): Promise<object> {
  const { objects } = repository
  const { message, tree, parents, author, committer } = await objects.details(oid)
  const [headline = '', ...rest] = message.split('\n')
  const isSigned = committer.email === 'noreply@github.com'
  const toCommit = (sha: string) => commitNode(repository, sha)
  const changedFiles = async () => (await compared(objects, parents[0], oid)).length
  return {
    ...named(repository, oid, 'Commit'),
    message,
    messageHeadline: headline,
    messageBody: rest.join('\n').replace(/^\n+/, ''),
    author,
    committer,
    signature: isSigned ? { __typename: 'GpgSignature', isValid: true, wasSignedByGitHub: true } : null,
    tree: () => treeNode(repository, tree),
    parents: (page: Page) => connection(parents, page, toCommit),
    changedFiles,
    changedFilesIfAvailable: changedFiles,
    history: async (page: Page) => connection(await history(objects, [oid]), page, toCommit),
    file: ({ path }: { path: string }) => fileOf(repository, oid, path),
  }
}

/** What is not there is null and an error at this field, while the rest of the query is answered. */
async function fileOf(repository: RepositoryStandIn, commit: string, path: string): Promise<object> {
  const entry = path.endsWith('/') ? undefined : await repository.objects.entry(commit, path)
  if (!entry) throw new GraphqlRefusal('NOT_FOUND', `Could not resolve file for path '${path}'.`)
  return entryNode(repository, entry)
}

/** Modes come as numbers: 0o100755 is 33261. */
function entryNode(repository: RepositoryStandIn, entry: TreeEntry & { readonly type: string }): object {
  const { path, mode, sha, type } = entry
  return {
    name: path.split('/').at(-1),
    path,
    mode: Number.parseInt(mode, 8),
    type,
    oid: sha,
    object: () => (type === 'commit' ? null : objectNode(repository, { oid: sha, type })),
  }
}

function treeNode(repository: RepositoryStandIn, oid: string): object {
  const entries = async () =>
    (await listTree(repository.objects, oid)).map((entry) => entryNode(repository, entry))
  return { ...named(repository, oid, 'Tree'), entries }
}

async function blobNode(repository: RepositoryStandIn, oid: string): Promise<object> {
  const bytes = await blobBytes(repository.objects, oid)
  const { mostTextBytes } = repository.policy
  return { ...named(repository, oid, 'Blob'), byteSize: bytes.length, ...blobText(bytes, mostTextBytes) }
}

const blobBytes = (objects: Git, oid: string) => objects.run(['cat-file', 'blob', oid])

async function tagNode(repository: RepositoryStandIn, oid: string): Promise<object> {
  const text = await repository.objects.text('cat-file', 'tag', oid)
  const field = (name: string) => new RegExp(`^${name} (.*)$`, 'm').exec(text)![1]!
  return {
    ...named(repository, oid, 'Tag'),
    name: field('tag'),
    target: () => gitObject(repository, field('object')),
  }
}
