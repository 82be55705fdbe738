import { expect, test } from 'vitest'
import { useGitHub } from './use-github.ts'

const world = useGitHub()

test('REST leads from the former name of a repository to its number, with the query and the body', async () => {
  const { github, repository, name, token } = await world()
  await repository.push('sso', { a: 'x' })
  github.renameRepository(repository, `${name}-renamed`)
  const call = (method: string, path: string, redirect: 'follow' | 'manual', body?: object) =>
    fetch(`${github.apiUrl}/repos/${name}${path}`, {
      method,
      redirect,
      headers: { authorization: `Bearer ${token}`, 'user-agent': 'test' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
  const moved = await call('GET', '/pulls?state=all', 'manual')
  expect(moved.status).toBe(301)
  expect(moved.headers.get('location')).toMatch(/\/repositories\/\d+\/pulls\?state=all$/)
  const pull = { head: 'sso', base: 'main', title: 'Phones' }
  expect((await call('POST', '/pulls', 'manual', pull)).status).toBe(307)
  expect(repository.pulls()).toEqual([])
  expect((await call('POST', '/pulls', 'follow', pull)).status).toBe(201)
  expect(await (await call('GET', '', 'follow')).json()).toMatchObject({ full_name: `${name}-renamed` })
})
