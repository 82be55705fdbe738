import { complete } from './description.ts'
import type { CommitDetails } from './git.ts'
import { headLabel, type PullRequestState, type RepositoryStandIn } from './repository.ts'

/** Answers in the shape of GitHub's description; fields that nobody looks at are completed from it. */
export class Answers {
  readonly #serverUrl: string

  constructor(serverUrl: string) {
    this.#serverUrl = serverUrl
  }

  user(login: string): object {
    return complete('simple-user', {
      login,
      type: login.endsWith('[bot]') ? 'Bot' : 'User',
      gravatar_id: '',
    }) as object
  }

  repository(repository: RepositoryStandIn, schema: 'full-repository' | 'repository'): object {
    const [owner, name] = repository.fullName.split('/') as [string, string]
    return complete(schema, {
      name,
      full_name: repository.fullName,
      node_id: repository.nodeId,
      owner: this.user(owner),
      private: repository.isPrivate,
      archived: repository.isArchived,
      default_branch: repository.defaultBranch,
      html_url: `${this.#serverUrl}/${repository.fullName}`,
    }) as object
  }

  commit({ sha, tree, parents, author, committer, message }: CommitDetails): object {
    const date = '2026-01-01T00:00:00Z'
    const isSigned = committer.email === 'noreply@github.com'
    return complete('commit', {
      sha,
      commit: {
        message,
        tree: { sha: tree, url: 'https://github.test/' },
        author: { ...author, date },
        committer: { ...committer, date },
        verification: {
          verified: isSigned,
          reason: isSigned ? 'valid' : 'unsigned',
          payload: null,
          signature: null,
          verified_at: null,
        },
      },
      author: null,
      committer: null,
      parents: parents.map((parent) => ({ sha: parent, url: 'https://github.test/' })),
    }) as object
  }

  async pull(
    repository: RepositoryStandIn,
    pull: PullRequestState,
    schema: 'pull-request' | 'pull-request-simple',
  ): Promise<object> {
    const [owner] = repository.fullName.split('/') as [string]
    const base = await repository.objects.commit(pull.base.ref)
    const own = this.repository(repository, 'repository')
    const { fork } = pull.head
    const side = (ref: string, sha: string, label: string, repo: object) => ({
      label,
      ref,
      sha,
      user: this.user(owner),
      repo,
    })
    return complete(schema, {
      number: pull.number,
      html_url: `${this.#serverUrl}/${repository.fullName}/pull/${pull.number}`,
      state: pull.state,
      title: pull.title,
      body: pull.body,
      draft: pull.draft,
      user: this.user(pull.login),
      labels: pull.labels.map((name) => ({
        id: 1,
        node_id: '',
        url: '',
        name,
        description: '',
        color: 'ededed',
        default: false,
      })),
      assignees: pull.assignees.map((login) => this.user(login)),
      requested_reviewers: pull.reviewers.map((login) => this.user(login)),
      merged_at: pull.merged ? '2026-01-02T00:00:00Z' : null,
      base: side(pull.base.ref, base ?? '', `${owner}:${pull.base.ref}`, own),
      head: side(
        pull.head.ref,
        pull.head.sha,
        headLabel(repository, pull.head),
        fork ? { ...own, full_name: fork, fork: true, node_id: `R_${fork}` } : own,
      ),
      author_association: 'NONE',
      ...(schema === 'pull-request' ? { merged: pull.merged, mergeable_state: 'clean' } : {}),
    }) as object
  }
}
