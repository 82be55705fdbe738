/** Whether a property's value must never be shown. */
export function isSecretName(name: string): boolean {
  return /secret|password/i.test(name)
}

/**
 * Whether a secret is to be masked. A masked value disappears wherever the log and the job's outputs hold it, so what only stands
 * for a secret must not be: "***", "<secret>", "${SECRET}", "changeme", and what is too short to be one.
 */
export function isMaskable(secret: string): boolean {
  if (secret.length < 4 || /^(.)\1*$/su.test(secret)) return false
  return !/^(?:<[^<>]*>|\$?\{+[^{}]*\}+|change[-_ ]?me|none|null|true|false|secret|password)$/i.test(secret)
}
