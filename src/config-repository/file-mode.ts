import { field } from './answer.ts'
import type { GitHubClient } from './client.ts'

const QUERY = `query ($repositoryId: ID!, $commit: GitObjectID!, $path: String!) {
  node(id: $repositoryId) {
    ... on Repository { object(oid: $commit) { ... on Commit { file(path: $path) { mode } } } }
  }
}`

/**
 * Whether a file is executable: the one thing about a file that REST tells only in the listing of its folder's tree, which has
 * to be found from the root.
 * @see https://docs.github.com/en/graphql/reference/objects#treeentry
 */
export async function readMode(
  client: GitHubClient,
  repositoryId: string,
  commit: string,
  path: string,
): Promise<'100644' | '100755'> {
  const answer = await client.graphql(QUERY, { repositoryId, commit, path })
  const file = ['node', 'object', 'file'].reduce<unknown>(
    (found, name) => field('POST /graphql', found, name, 'object'),
    answer,
  )
  return field('POST /graphql', file, 'mode', 'number') & 0o111 ? '100755' : '100644'
}
