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

/**
 * Words that may be secrets, from lines that were not understood but speak of one. Good for masking only: most are none.
 * @param wanted values that will be shown; a word of theirs is no secret
 */
export function suspectedSecrets(lines: readonly string[], wanted: readonly string[]): string[] {
  const words = lines.filter(isSecretName).flatMap(wordsOf)
  const shown = wanted.join('\n')
  return [...new Set(words)].filter(
    (word) => word.length >= 6 && isMaskable(word) && !isEveryday(word) && !shown.includes(word),
  )
}

/** Each word as a whole, because a secret may hold any sign, and its parts, because a name may stick to it. */
function wordsOf(line: string): string[] {
  // What is written in braces is a placeholder, or JSON.
  const words = line.split(/\s+/).filter((word) => isMaskable(word) || /[=:"']/.test(word))
  return words.flatMap((word) => {
    const bare = withoutPunctuation(word)
    return [bare, ...bare.split(/[=:|[\]"'`,]+/)]
  })
}

/** In linear time, whatever the word is. */
function withoutPunctuation(word: string): string {
  let start = 0
  let end = word.length
  while (start < end && '"\'`[({<,;|'.includes(word[start]!)) start++
  while (end > start && '"\'`])}>,;|.:!?'.includes(word[end - 1]!)) end--
  return word.slice(start, end)
}

const SCOPES = /^(?:offline_access|(?:api:)?\/\/[0-9a-f-]{36}\/.*)$/i
/** A name with its last part; whether that speaks of a secret is looked up apart, in linear time. */
const NAMES = /^(?:[\w-]+\.)?([a-z_-]+)$/i
const TERMS =
  /^(?:application|authorization|configuration|connections|microsoft|properties|property|provider|registration|websphere)$/i

/** Words that an explanation is made of: a short plain word, a scope, the name of a property, a term of the field. */
function isEveryday(word: string): boolean {
  return (
    /^[a-z]{1,7}$/i.test(word) ||
    SCOPES.test(word) ||
    TERMS.test(word) ||
    isSecretName(NAMES.exec(word)?.[1] ?? '')
  )
}
