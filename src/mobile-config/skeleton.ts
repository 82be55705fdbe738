import { create } from 'xmlbuilder2'
import { ROOT_NAME } from './document.ts'
import { MOBILE_CONFIG_NAMESPACE } from './namespaces.ts'
import { SKELETON_COMMENT } from './origin.ts'

/** A mobile-config.xml without any section, for a repository that has none: rendering adds the security section to it. */
export function skeleton(): Buffer {
  const document = create({ version: '1.0', encoding: 'UTF-8' })
  document.ele(MOBILE_CONFIG_NAMESPACE, ROOT_NAME).com(SKELETON_COMMENT)
  return Buffer.from(`${document.end({ prettyPrint: true, indent: '  ' })}\n`)
}
