import { randomBytes } from 'node:crypto'
import { ask, type JsonRequest, RefusedError } from './json-client.ts'
import type { Ledger } from './ledger.ts'
import type { Patience } from './patience.ts'
import type { GitHubSide } from './world.ts'

export interface PullRequest {
  readonly number: number
  readonly state: 'open' | 'closed'
  readonly title: string
  readonly body: string
  readonly draft: boolean
}

/** The scratch repository, and everything that a person does there, through GitHub's API. */
export class ScratchRepository {
  readonly #github: GitHubSide
  readonly #patience: Patience
  /** Nothing but the branches in it is ever changed. */
  readonly #ledger: Ledger
  /** Beginning of the branches' names that no other run has. */
  readonly #prefix = `acceptance-${new Date().toISOString().slice(0, 10)}-${randomBytes(4).toString('hex')}`

  constructor(github: GitHubSide, patience: Patience, ledger: Ledger) {
    this.#github = github
    this.#patience = patience
    this.#ledger = ledger
  }

  /**
   * Nothing is written where people work.
   * @throws Error
   */
  async assertScratch(): Promise<void> {
    const { repository } = this.#github
    const { full_name: name, topics = [], archived } = await this.#rest('GET', '')
    if (archived) throw new Error(`${repository} is archived.`)
    if (!/-acceptance$/.test(name) && !topics.includes('acceptance'))
      throw new Error(
        `${repository} does not say that it is a scratch repository: its name does not end in "-acceptance", and it has no topic "acceptance". Nothing was written.`,
      )
  }

  /** The name of a branch of this run, noted for cleaning up before anybody makes it. */
  branchName(what: string): string {
    const name = `${this.#prefix}-${what}`
    this.#ledger.addBranch(name)
    return name
  }

  /** A new branch at the default branch, with one file. */
  async createBranch(what: string, path: string, content: Buffer): Promise<string> {
    const name = this.branchName(what)
    const { default_branch: from } = await this.#rest('GET', '')
    const { commit } = await this.#rest('GET', `/branches/${encodeURIComponent(from)}`)
    await this.#write('POST', '/git/refs', { ref: `refs/heads/${name}`, sha: commit.sha })
    await this.#patience.eventually(() => this.head(name), Boolean)
    await this.commit(name, path, content)
    return name
  }

  /** @returns the commit */
  async commit(branch: string, path: string, content: Buffer): Promise<string> {
    this.#assertOwn(branch)
    const existing = await this.#found('GET', `/contents/${path}?ref=${branch}`)
    const { commit } = await this.#write('PUT', `/contents/${path}`, {
      branch,
      message: `A person's commit for an acceptance test`,
      content: content.toString('base64'),
      ...(existing ? { sha: existing.sha } : {}),
    })
    return commit.sha
  }

  async read(branch: string, path: string): Promise<Buffer | undefined> {
    const found = await this.#found('GET', `/contents/${path}?ref=${branch}`)
    return found && Buffer.from(found.content, 'base64')
  }

  /** The commit of a branch; undefined when there is none. */
  async head(branch: string): Promise<string | undefined> {
    return (await this.#found('GET', `/branches/${branch}`))?.commit.sha
  }

  /** How many commits the one has that the other has not, both ways. */
  async distance(base: string, head: string): Promise<{ readonly ahead: number; readonly behind: number }> {
    const { ahead_by: ahead, behind_by: behind } = await this.#rest('GET', `/compare/${base}...${head}`)
    return { ahead, behind }
  }

  /** Every pull request of a branch, newest first. */
  async pullRequests(head: string): Promise<readonly PullRequest[]> {
    const [owner] = this.#github.repository.split('/')
    const pulls: readonly PullRequest[] = await this.#rest('GET', `/pulls?state=all&head=${owner}:${head}`)
    return pulls.map(({ number, state, title, body, draft }) => ({ number, state, title, body, draft }))
  }

  async close(number: number): Promise<void> {
    await this.#write('PATCH', `/pulls/${number}`, { state: 'closed' })
  }

  /** Closes the pull requests of the branches in the ledger and deletes the branches. @returns what could not be removed, and why */
  async cleanUp(): Promise<string[]> {
    const left: string[] = []
    for (const branch of this.#ledger.branches) {
      try {
        for (const { number, state } of await this.pullRequests(branch))
          if (state === 'open') await this.close(number)
        await this.#deleteBranch(branch)
        this.#ledger.removeBranch(branch)
      } catch (error) {
        left.push(
          `Delete the branch ${branch} of ${this.#github.repository} by hand: ${(error as Error).message}`,
        )
      }
    }
    return left
  }

  async #deleteBranch(branch: string): Promise<void> {
    this.#assertOwn(branch)
    const [owner, name] = this.#github.repository.split('/')
    const query =
      'query ($owner: String!, $name: String!, $ref: String!) { repository(owner: $owner, name: $name) { ref(qualifiedName: $ref) { id } } }'
    const ref = `refs/heads/${branch}`
    const { repository } = await this.#graphql(query, { owner, name, ref })
    if (!repository.ref) return
    await this.#patience.pause()
    const mutation = 'mutation ($input: DeleteRefInput!) { deleteRef(input: $input) { clientMutationId } }'
    await this.#graphql(mutation, { input: { refId: repository.ref.id } })
  }

  #assertOwn(branch: string): void {
    if (!this.#ledger.branches.has(branch)) throw new Error(`${branch} is no branch of this run.`)
  }

  async #write(method: string, path: string, body: object) {
    await this.#patience.pause()
    return this.#rest(method, path, body)
  }

  async #found(method: string, path: string) {
    try {
      return await this.#rest(method, path)
    } catch (error) {
      if (error instanceof RefusedError && error.status === 404) return undefined
      throw error
    }
  }

  async #rest(method: string, path: string, body?: object) {
    const { pathname } = new URL(this.#github.apiUrl)
    return this.#ask({
      method,
      url: `${pathname.replace(/\/$/, '')}/repos/${this.#github.repository}${path}`,
      ...(body ? { body } : {}),
    })
  }

  async #graphql(query: string, variables: object) {
    const { pathname } = new URL(this.#github.apiUrl)
    const url = pathname === '/' ? '/graphql' : '/api/graphql'
    const { data, errors } = await this.#ask({ method: 'POST', url, body: { query, variables } })
    if (errors) throw new Error(errors.map(({ message }: { message: string }) => message).join(' '))
    return data
  }

  #ask(request: JsonRequest) {
    const headers = {
      authorization: `Bearer ${this.#github.token}`,
      'x-github-api-version': '2022-11-28',
    }
    return ask(this.#github.service, { ...request, headers })
  }
}
