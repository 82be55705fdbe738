/**
 * A character that reorders or hides text: controls, formats (the bidirectional ones among them), tags, fillers, selectors, halves
 * of a character. Tabs and line ends are none.
 * @see https://trojansource.codes
 */
export const INVISIBLE = /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]--[\t\n\r]]/v

/** The same with tabs and line ends, and with what no character will ever be, which XML cannot hold. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/v

/** What turns the direction of writing or ends a line; lines, tabs and the joiners of emoji are none. */
export const REORDERING = /[[\p{Cc}\p{Bidi_Control}\p{Cs}\p{Zl}\p{Zp}]--[\t\n\r]]/v

/** The same with everything else that is not seen, but for the joiners and selectors that emoji and some scripts need. */
export const UNSEEN_BUT_JOINERS =
  /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]--[\u200c\u200d\ufe0e\ufe0f]]/v

const NAMES: Readonly<Record<string, string>> = {
  '\u00ad': 'soft hyphen',
  '\u061c': 'Arabic letter mark',
  '\u180e': 'Mongolian vowel separator',
  '\u200b': 'zero width space',
  '\u200c': 'zero width non-joiner',
  '\u200d': 'zero width joiner',
  '\u200e': 'left-to-right mark',
  '\u200f': 'right-to-left mark',
  '\u2028': 'line separator',
  '\u2029': 'paragraph separator',
  '\u202a': 'left-to-right embedding',
  '\u202b': 'right-to-left embedding',
  '\u202c': 'pop directional formatting',
  '\u202d': 'left-to-right override',
  '\u202e': 'right-to-left override',
  '\u2060': 'word joiner',
  '\u2066': 'left-to-right isolate',
  '\u2067': 'right-to-left isolate',
  '\u2068': 'first strong isolate',
  '\u2069': 'pop directional isolate',
  '\u3164': 'Hangul filler',
  '\ufe0f': 'variation selector',
  '\ufeff': 'byte order mark',
}

/**
 * The first character of a text that nobody sees: "a tab at character 3", "U+200B (zero width space) at character 24".
 * @param unseen what counts as such a character
 * @returns undefined where every character is seen
 */
export function unseenCharacter(text: string, unseen: RegExp = UNSEEN): string | undefined {
  const found = unseen.exec(text)
  if (!found) return undefined
  return `${characterName(found[0])} at character ${[...text.slice(0, found.index)].length + 1}`
}

const ALL_UNSEEN = new RegExp(UNSEEN, 'gv')

/** The text without what nobody sees. */
export function withoutUnseen(text: string): string {
  return text.replaceAll(ALL_UNSEEN, '')
}

function characterName(character: string): string {
  if (character === '\t') return 'a tab'
  if (character === '\n' || character === '\r') return 'a line break'
  const kind = /\p{Cc}/u.test(character)
    ? 'control character'
    : /\p{Cs}/u.test(character)
      ? 'half of a character'
      : NAMES[character]
  return kind ? `${codePoint(character)} (${kind})` : codePoint(character)
}

export function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
}
