/**
 * What a rendered file was made from. What was made from the skeleton must never be put into service: the server's file would be
 * replaced as a whole, and everything in it but the security section would be gone.
 */
export type Origin = 'file' | 'template' | 'skeleton'

/** Stands in the skeleton, and tells it from a server's file as long as nobody has removed it. */
export const SKELETON_COMMENT =
  ' Only the security section. This is not a complete mobile-config.xml: check the file out of the server with wsadmin and merge this section into it. '

/** Whether a file is the skeleton with settings in it. It is written in UTF-8, so no other encoding is looked for. */
export function isFromSkeleton(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).includes(SKELETON_COMMENT)
}
