import { describe, test } from 'vitest'
import { listen } from '../stand-ins/https-server.ts'
import { failureOf, useAzureAndGitHub } from './azure-world.ts'

const { scenario, azure } = useAzureAndGitHub()

/** Another server, which Graph's certificate authority vouches for as well. */
async function elsewhere() {
  const server = await listen(azure().authority)
  const requests: string[] = []
  server.on('request', ({ method, url, headers }, response) => {
    requests.push(`${method} ${url} ${headers.authorization}`)
    response.end('{}')
  })
  const { port } = server.address() as { port: number }
  const stop = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `https://localhost:${port}`, requests, stop }
}

describe('a redirect that Graph answers', () => {
  test.for([
    ['GET', 302],
    ['GET', 307],
    ['PATCH', 302],
    ['PATCH', 308],
  ] as const)(
    '%s with %i is not followed, so the token goes nowhere else',
    async ([method, status], { expect }) => {
      const other = await elsewhere()
      const story = await scenario()
      const remove = azure().graph.before((request) =>
        request.method === method
          ? { status, headers: { location: `${other.url}/collect?token=here` }, body: '' }
          : undefined,
      )
      const result = await story.run({}, { environment: story.oidc })
      remove()
      other.stop()
      expect(result.exitCode).toBe(1)
      expect(failureOf(result)).toContain(`${azure().graph.url} redirects to ${other.url}.`)
      expect(other.requests).toEqual([])
      expect(story.github.repository.pulls()).toEqual([])
    },
  )
})
