import { ROOT_NAME } from './document.ts'
import { MOBILE_CONFIG_NAMESPACE } from './namespaces.ts'

/**
 * What a rendered file was made from. What was made from the skeleton must never be put into service: the server's file would be
 * replaced as a whole, and everything in it but the security section would be gone.
 */
export type Origin = 'file' | 'template' | 'skeleton'

/** Tells the skeleton from a server's file as long as nobody has removed it; people may write more into the comment. */
const CAUTION =
  'Only the security section. This is not a complete mobile-config.xml: check the file out of the server with wsadmin and merge this section into it.'

/** A mobile-config.xml without any section, for a repository that has none: rendering adds the security section to it. */
export const SKELETON = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<${ROOT_NAME} xmlns="${MOBILE_CONFIG_NAMESPACE}">
  <!-- ${CAUTION} -->
</${ROOT_NAME}>
`)

/** Whether a file is the skeleton with settings in it. It is written in UTF-8, so no other encoding is looked for. */
export function isFromSkeleton(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).includes(CAUTION)
}
