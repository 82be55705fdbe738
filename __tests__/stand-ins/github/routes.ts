import { CONTENTS_ROUTES } from './contents-routes.ts'
import { ROUTES } from './description.ts'
import { OBJECTS_ROUTES } from './objects-routes.ts'
import { PULLS_ROUTES } from './pulls-routes.ts'
import { REFS_ROUTES } from './refs-routes.ts'
import type { Routes } from './route.ts'

export const HANDLERS: Routes = { ...CONTENTS_ROUTES, ...OBJECTS_ROUTES, ...PULLS_ROUTES, ...REFS_ROUTES }

export interface Match {
  readonly route: string
  readonly path: Readonly<Record<string, string>>
}

/** `{path}` takes the rest of a path, every other parameter one segment. */
export function matchRoute(method: string, pathname: string): Match | undefined {
  for (const route of ROUTES) {
    const [routeMethod, template] = route.split(' ') as [string, string]
    if (routeMethod !== method) continue
    const pattern = template.replaceAll(/\{(\w+)\}/g, (_, name) =>
      name === 'path' ? '(?<path>.+)' : `(?<${name}>[^/]+)`,
    )
    const groups = new RegExp(`^${pattern}$`).exec(pathname)?.groups
    if (groups) {
      return {
        route,
        path: Object.fromEntries(
          Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]),
        ),
      }
    }
  }
  return undefined
}
