import { createHash } from 'node:crypto'
import type { Change } from '../mobile-config/index.ts'
import { code, listed } from './markdown.ts'

/** The wanted values that a pull request's body lists, as short names of them, and how the last update changed the list. */
export interface KeptValues {
  /** Setting and short name of its value, in the order of the list. */
  readonly values: readonly (readonly [setting: string, hash: string])[]
  readonly news?: News | undefined
}

type News = Readonly<Record<'changed' | 'added' | 'removed', readonly string[]>>

/** More of them, or longer names, are not kept: then nothing is said about them, rather than half of it. */
const MAX_SETTINGS = 50
const MAX_NAME = 200

/**
 * The values for later runs to compare with. Without a change the last news stays, so that writing the same again changes nothing.
 * @param kept of the run before, if it is what a run keeps
 */
export function toKeepValues(
  changes: readonly Change[],
  kept: KeptValues | undefined,
): KeptValues | undefined {
  if (changes.length > MAX_SETTINGS || changes.some(({ setting }) => setting.length > MAX_NAME))
    return undefined
  const shortHash = (value: string) => createHash('sha256').update(value).digest('hex').slice(0, 12)
  const values = changes.map(({ setting, after }) => [setting, shortHash(after)] as const)
  return { values, news: kept && (newsOf(new Map(kept.values), new Map(values)) ?? kept.news) }
}

function newsOf(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): News | undefined {
  const settings = [...after.keys()]
  const news = {
    changed: settings.filter((each) => before.has(each) && before.get(each) !== after.get(each)),
    added: settings.filter((each) => !before.has(each)),
    removed: [...before.keys()].filter((each) => !after.has(each)),
  }
  return Object.values(news).some(({ length }) => length > 0) ? news : undefined
}

/** How the list of settings last changed, as one paragraph. */
export function newsText({ changed, added, removed }: News): string {
  const all = [
    ['new value for', changed],
    ['added', added],
    ['no longer changed:', removed],
  ] as const
  const facts = all.filter(([, settings]) => settings.length > 0)
  const texts = facts.map(([what, settings]) => `${what} ${listed(settings.map(code))}`)
  return `Last change to these settings: ${texts.join('; ')}.`
}

/** What was kept, if it is what a run keeps; undefined for anything else: people can edit it. */
export function asKeptValues(kept: unknown): KeptValues | undefined {
  const { values, news } = (kept ?? {}) as { values?: unknown; news?: unknown }
  if (!isShortList(values) || !values.every(isPair)) return undefined
  return { values, news: isNews(news) ? news : undefined }
}

const isShortList = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) && value.length <= MAX_SETTINGS

const isName = (value: unknown): value is string => typeof value === 'string' && value.length <= MAX_NAME

const isPair = (value: unknown): value is readonly [string, string] =>
  Array.isArray(value) && value.length === 2 && value.every(isName)

const isNews = (value: unknown): value is News => {
  const { changed, added, removed } = (value ?? {}) as Partial<Record<keyof News, unknown>>
  const lists = [changed, added, removed]
  return lists.every((list) => isShortList(list) && list.every(isName)) && lists.flat().length > 0
}
