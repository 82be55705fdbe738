import type { Answer, Request } from './fetch.ts'

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308]

/**
 * The request that a redirect asks for, as browsers understand it. To another origin goes neither a credential nor a body, and nothing
 * goes from https to http.
 * @returns undefined for any other answer, and for a redirect that is not followed
 * @see https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
export function redirected(
  request: Request,
  { status, headers }: Pick<Answer, 'status' | 'headers'>,
): Request | undefined {
  const location = headers.get('location')
  const url = location && URL.parse(location, request.url.href)
  if (!url || !REDIRECTS.includes(status)) return undefined
  const { method = 'GET', body, headers: sent = {}, ...others } = request
  const becomesGet = status < 303 ? method === 'POST' : status === 303
  const next = becomesGet ? { ...others, headers: sent } : request
  if (url.origin === request.url.origin) return { ...next, url }
  const isAsSafe = url.protocol === 'https:' || (url.protocol === 'http:' && request.url.protocol === 'http:')
  if (!isAsSafe || !(becomesGet || method === 'GET')) return undefined
  const carried = Object.entries(sent).filter(([name]) => !/^(?:authorization|cookie)$/i.test(name))
  return { ...next, url, headers: Object.fromEntries(carried) }
}
