/** In the place of undici: the action hands Octokit the fetch of its own. */
export function fetch() {
  throw new Error('undici is not in dist.')
}
