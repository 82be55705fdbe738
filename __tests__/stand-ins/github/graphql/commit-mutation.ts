import type { TreeEntry } from '../git.ts'
import { refTarget } from '../git-queries.ts'
import { refuseRestricted } from '../refs-routes.ts'
import type { RepositoryStandIn } from '../repository.ts'
import { GraphqlRefusal, unprocessable } from './errors.ts'
import { commitNode } from './git-objects.ts'
import { refNode } from './repository-node.ts'
import { demandOf, owner, type World } from './world.ts'

const WRITE = [['contents', 'write']] as const
const GITHUB = { name: 'GitHub', email: 'noreply@github.com' }

interface CreateCommit {
  readonly branch: {
    readonly id?: string | null
    readonly repositoryNameWithOwner?: string | null
    readonly branchName?: string | null
  }
  readonly expectedHeadOid: string
  readonly message: { readonly headline: string; readonly body?: string | null }
  readonly fileChanges?: {
    readonly additions?: readonly { readonly path: string; readonly contents: string }[]
    readonly deletions?: readonly { readonly path: string }[]
  } | null
}

/**
 * One commit by the token's identity, signed and committed by GitHub, on a branch that has to be there and at its place.
 * @see https://docs.github.com/en/graphql/reference/mutations#createcommitonbranch
 */
export async function createCommitOnBranch(world: World, input: CreateCommit): Promise<object> {
  const { of, name } = branchOf(world, input.branch)
  const { objects } = of
  const branch = name.replace(/^refs\/heads\//, '')
  const head = await refTarget(objects, name)
  // The message has been seen, its type has not. A copy that is behind lacks a branch that was just made.
  if (!head || !(await of.commitSeen(branch))) throw new GraphqlRefusal('NOT_FOUND', 'Branch not found')
  refuseProtected(of, branch)
  if (head !== input.expectedHeadOid) {
    const message = `Expected branch to point to "${input.expectedHeadOid}" but it did not.  Pull and try again.`
    throw new GraphqlRefusal('STALE_DATA', message)
  }
  const tree = await objects.tree(head, await changes(of, head, input.fileChanges))
  const { login } = world.token
  const author = { name: login, email: `1+${login}@users.noreply.github.com` }
  const { headline, body } = input.message
  const message = body ? `${headline}\n\n${body}` : headline
  const commit = await objects.commitTree(tree, [head], message, author, GITHUB)
  await objects.moveBranch(branch, head, commit)
  await of.followBranch(branch, login)
  return { commit: () => commitNode(of, commit), ref: () => refNode(of, name) }
}

/** By its node ID, or by the names of repository and branch, the branch's without "refs/heads/". */
function branchOf(
  world: World,
  { id, repositoryNameWithOwner, branchName }: CreateCommit['branch'],
): { readonly of: RepositoryStandIn; readonly name: string } {
  if (id) {
    const { of, what } = owner(world, id, ['REF'], WRITE)
    return { of, name: what }
  }
  if (!repositoryNameWithOwner || !branchName)
    throw unprocessable('A branch is named by its id, or by repositoryNameWithOwner and branchName.')
  const none = `Could not resolve to a Repository with the name '${repositoryNameWithOwner}'.`
  const of = world.repositories.find(repositoryNameWithOwner)
  if (!of) throw new GraphqlRefusal('NOT_FOUND', none)
  demandOf(world, of, WRITE, repositoryNameWithOwner)
  return { of, name: `refs/heads/${branchName}` }
}

function refuseProtected(repository: RepositoryStandIn, branch: string): void {
  const reason = 'Changes must be made through a pull request.'
  refuseRestricted(repository, branch, 403, reason)
  if (repository.policy.protectedBranches?.test(branch)) {
    const message = `protected branch '${branch}' check failed:\n  ${reason}`
    throw new GraphqlRefusal('BRANCH_PROTECTION_RULE_VIOLATION', message)
  }
}

interface Entry {
  readonly path: string
  readonly mode: string
  readonly sha: string | null
}

async function changes(
  { objects, policy }: RepositoryStandIn,
  head: string,
  fileChanges: CreateCommit['fileChanges'],
): Promise<Entry[]> {
  const { additions = [], deletions = [] } = fileChanges ?? {}
  const entries: Entry[] = []
  for (const { path } of deletions) {
    refuseMalformed(path)
    const existing = await objects.entry(head, path)
    if (!existing || existing.type === 'tree')
      throw unprocessable(
        `A path was requested for deletion which does not exist as of commit oid \`${head}\``,
      )
    entries.push({ path, mode: existing.mode, sha: null })
  }
  for (const { path, contents } of additions) {
    refuseMalformed(path)
    const sha = await objects.blob(Buffer.from(contents, 'base64'))
    entries.push({ path, mode: modeOf(await objects.entry(head, path), policy.commitsKeepModes), sha })
  }
  return entries
}

/** A new file is an ordinary one. What becomes of one that can be executed is not published, so tests try both. */
const modeOf = (existing: TreeEntry | undefined, isKept: boolean) =>
  isKept && existing ? existing.mode : '100644'

function refuseMalformed(path: string): void {
  const isMalformed = path.split('/').some((part) => ['', '.', '..', '.git'].includes(part.toLowerCase()))
  if (isMalformed || path.includes('\0')) throw unprocessable('path contains a malformed path component')
}
