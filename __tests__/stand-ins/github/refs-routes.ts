import type { Identity } from './git.ts'
import { invalid, Refusal } from './refusal.ts'
import type { RepositoryStandIn } from './repository.ts'
import type { Answer, Call, Routes } from './route.ts'

export const REFS_ROUTES: Routes = {
  /** @see https://docs.github.com/en/rest/git/refs#create-a-reference */
  'POST /repos/{owner}/{repo}/git/refs': { needs: [['contents', 'write']], handle: createRef },
  /** @see https://docs.github.com/en/rest/branches/branches#get-a-branch */
  'GET /repos/{owner}/{repo}/branches/{branch}': { needs: [['contents', 'read']], handle: getBranch },
}

async function createRef({ repository, body }: Call): Promise<Answer> {
  const { objects } = repository
  const { ref, sha } = body
  if (!(await objects.commit('HEAD'))) throw new Refusal(409, 'Git Repository is empty.')
  const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1]
  if (!branch || (await objects.text('check-ref-format', ref).catch(() => undefined)) === undefined) {
    throw new Refusal(422, 'Reference name is not valid.')
  }
  if (!(await objects.exists(sha, 'commit'))) throw new Refusal(422, 'Object does not exist')
  refuseRestricted(repository, branch, 422, 'Cannot create ref due to creations being restricted.')
  if (await objects.commit(branch)) throw new Refusal(422, 'Reference already exists')
  const others = (await objects.text('for-each-ref', '--format=%(refname:lstrip=2)', 'refs/heads')).split(
    '\n',
  )
  if (others.some((other) => other.startsWith(`${branch}/`) || branch.startsWith(`${other}/`)))
    throw new Refusal(422, 'Reference update failed')
  await objects.moveBranch(branch, undefined, sha)
  repository.hideNewBranch(branch)
  return {
    status: 201,
    body: {
      ref,
      node_id: '',
      url: 'https://github.test/',
      object: { type: 'commit', sha, url: 'https://github.test/' },
    },
  }
}

async function getBranch({ repository, path, answers }: Call): Promise<Answer> {
  const name = path['branch']!
  const head = await repository.commitSeen(name)
  if (!head) throw new Refusal(404, 'Branch not found')
  const commit = answers.commit(await repository.objects.details(head))
  const url = 'https://github.test/'
  return {
    status: 200,
    body: {
      name,
      commit,
      _links: { html: url, self: url },
      protected: false,
      protection: {},
      protection_url: url,
    },
  }
}

/** A ruleset that covers the branch refuses what it restricts. */
export function refuseRestricted(
  { policy }: RepositoryStandIn,
  branch: string,
  status: 403 | 409 | 422,
  reason: string,
): void {
  if (policy.restrictedBranches?.test(branch))
    throw new Refusal(status, `Repository rule violations found\n\n${reason}\n\n`)
}

/** Without an author an app's commit is the bot's own and signed by GitHub; a person's token makes the person's commit. */
export function botIdentity(
  { token }: Call,
  given: { author?: Identity; committer?: Identity },
): { author: Identity; committer: Identity } {
  if (given.author && !given.author.name)
    throw invalid({ resource: 'Commit', field: 'author', code: 'invalid' })
  const own = { name: token.login, email: `1+${token.login}@users.noreply.github.com` }
  const isSigned = token.kind === 'installation' && !given.author && !given.committer
  return {
    author: given.author ?? own,
    committer: isSigned ? { name: 'GitHub', email: 'noreply@github.com' } : (given.committer ?? own),
  }
}
