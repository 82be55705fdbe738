import { code } from './markdown.ts'

/**
 * The box that stands before everything else where the file was made from the skeleton.
 * @param what must not be done, as a sentence
 * @param path of mobile-config.xml
 * @see https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts
 */
export function skeletonCaution(what: string, path: string): string {
  return `> [!CAUTION]\n> **${what}** There is no file of the server at ${code(path)}, so the action started from a skeleton with the security section only. Checked in, that replaces the whole file of the server: everything else that phones are told there is lost. Commit the server's file first, then run the action again.`
}

export const DO_NOT_MERGE = 'Do not merge this pull request.'
export const DO_NOT_CHECK_IN = 'Do not check this file in.'

export const FROM_TEMPLATE =
  'The file is new and was made from the template. Checked in, it replaces the whole file of the server: compare them first.'
