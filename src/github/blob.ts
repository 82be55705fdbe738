import { createHash } from 'node:crypto'

/**
 * The object name that git gives to a file's content.
 * @returns 40 hexadecimal digits
 * @see https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_object_storage
 */
export function blobSha(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}
