/**
 * The encodings with one byte for each character that Java and Node.js read alike (KOI8-U and windows-1255 they do not), each with
 * the other names that Java's XML parser takes for it.
 * @see https://docs.oracle.com/en/java/javase/17/intl/supported-encodings.html
 */
const NAMES = {
  'US-ASCII': 'ANSI_X3.4-1968 CP367 CSASCII ISO-IR-6 ASCII ANSI_X3.4-1986 ASCII7 DEFAULT ISO646-US IBM367 US',
  'ISO-8859-1':
    'ISO8859-1 L1 ISO_8859-1 ISO-IR-100 LATIN1 CP819 ISO8859_1 IBM819 ISO_8859_1 IBM-819 CSISOLATIN1',
  'ISO-8859-2': 'ISO8859-2 IBM912 L2 ISO_8859-2 CP912 ISO8859_2 ISO-IR-101 LATIN2 CSISOLATIN2 IBM-912',
  'ISO-8859-3': 'ISO8859-3 IBM913 L3 CP913 ISO_8859-3 ISO8859_3 LATIN3 CSISOLATIN3 IBM-913 ISO-IR-109',
  'ISO-8859-4': 'LATIN4 L4 CP914 IBM914 ISO_8859-4 ISO-IR-110 ISO8859_4 CSISOLATIN4 ISO8859-4 IBM-914',
  'ISO-8859-5': 'CSISOLATINCYRILLIC ISO-IR-144 ISO8859_5 CP915 IBM-915 ISO_8859-5 IBM915 CYRILLIC ISO8859-5',
  'ISO-8859-6':
    'ASMO-708 ISO8859_6 ISO_8859-6 CSISOLATINARABIC IBM1089 ARABIC IBM-1089 ECMA-114 ISO-IR-127 ISO8859-6 CP1089',
  'ISO-8859-7':
    'GREEK GREEK8 IBM813 ISO_8859-7 ISO8859_7 ELOT_928 CP813 SUN_EU_GREEK CSISOLATINGREEK ISO-IR-126 ISO8859-7 ECMA-118 IBM-813',
  'ISO-8859-8': 'ISO_8859-8 CP916 ISO-IR-138 ISO8859-8 HEBREW ISO8859_8 IBM-916 CSISOLATINHEBREW IBM916',
  'ISO-8859-9': 'IBM-920 ISO_8859-9 IBM920 LATIN5 L5 ISO8859_9 CP920 ISO-IR-148 ISO8859-9 CSISOLATIN5',
  'ISO-8859-11': 'X-ISO-8859-11 ISO8859_11',
  'ISO-8859-13': 'ISO_8859-13 ISO8859-13 ISO8859_13',
  'ISO-8859-15':
    'CSISO885915 LATIN-9 ISO8859-15 LATIN0 ISO8859_15_FDIS ISO8859_15 CP923 L9 IBM923 CSISOLATIN9 ISO_8859-15 IBM-923 CSISOLATIN0 LATIN9',
  'ISO-8859-16': 'ISO_8859-16 CSISO885916 LATIN10 ISO-IR-226 L10 ISO8859_16',
  'windows-874': 'X-WINDOWS-874 MS-874 MS874',
  'windows-1250': 'CP1250 CP5346',
  'windows-1251': 'CP5347 ANSI-1251 CP1251',
  'windows-1252': 'IBM-1252 CP1252 IBM1252 CP5348',
  'windows-1253': 'CP1253 CP5349',
  'windows-1254': 'CP1254 CP5350',
  'windows-1256': 'CP1256',
  'windows-1257': 'CP1257 CP5353',
  'windows-1258': 'CP1258',
  'KOI8-R': 'KOI8_R KOI8 CSKOI8R',
  IBM866: 'IBM-866 CSIBM866 CP866',
  MacRoman: 'X-MACROMAN',
} as const

export type SingleByteName = keyof typeof NAMES

/** By their names in upper case. */
export const SINGLE_BYTE_ENCODINGS = new Map(
  Object.entries(NAMES).flatMap(([name, others]) =>
    [name.toUpperCase(), ...others.split(' ')].map((each) => [each, name as SingleByteName] as const),
  ),
)

/** In place of a character for a byte that stands for none; it does not occur in any of these encodings. */
const NONE = '\ufffd'

/** Written out because early releases of Node.js 24 read windows-1252 as ISO-8859-1: https://github.com/nodejs/node/issues/60888 */
const WINDOWS_1252_FROM_80 = `€${NONE}‚ƒ„…†‡ˆ‰Š‹Œ${NONE}Ž${NONE}${NONE}‘’“”•–—˜™š›œ${NONE}žŸ`

/** The characters of an encoding by their bytes. */
function characters(name: SingleByteName): string[] {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte)
  const latin1 = Buffer.from(bytes).toString('latin1')
  if (name === 'ISO-8859-1') return [...latin1]
  if (name === 'US-ASCII') return [...latin1.slice(0, 0x80), ...NONE.repeat(0x80)]
  if (name === 'windows-1252')
    return [...latin1.slice(0, 0x80), ...WINDOWS_1252_FROM_80, ...latin1.slice(0xa0)]
  const known = new TextDecoder(name === 'MacRoman' ? 'macintosh' : name).decode(bytes)
  // WHATWG reads some of these as windows encodings, Java reads the control characters of ISO's.
  if (name.startsWith('ISO-')) return [...latin1.slice(0, 0xa0), ...known.slice(0xa0)]
  // WHATWG gives bytes that stand for nothing a control character, Java does not.
  return [...known].map((character, byte) => (byte >= 0x80 && character < '\u00a0' ? NONE : character))
}

/** Reads bytes up to the first that stands for no character; the text is shorter than the bytes when there is one. */
export function decodeSingleByte(bytes: Uint8Array, name: SingleByteName): string {
  const codes = characters(name).map((character) => character.charCodeAt(0))
  const text = new Uint16Array(bytes).map((byte) => codes[byte]!)
  const end = text.indexOf(NONE.charCodeAt(0))
  return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(end < 0 ? text : text.subarray(0, end))
}

/** @throws RangeError for a character that the encoding lacks, which would be a mistake of the caller */
export function encodeSingleByte(text: string, name: SingleByteName): Buffer {
  const bytes = Buffer.alloc(text.length)
  const codes = bytesOf(name)
  for (let offset = 0; offset < text.length; offset++) {
    const byte = codes.get(text[offset]!)
    if (byte === undefined) throw new RangeError(`${name} has no character for offset ${offset}`)
    bytes[offset] = byte
  }
  return bytes
}

/** Whether the encoding has a character; one that takes two UTF-16 units it never has. */
export function hasCharacter(name: SingleByteName, character: string): boolean {
  return bytesOf(name).has(character)
}

const TABLES: { [name in SingleByteName]?: ReadonlyMap<string, number> } = {}

function bytesOf(name: SingleByteName): ReadonlyMap<string, number> {
  const pairs = () => characters(name).map((character, byte) => [character, byte] as const)
  TABLES[name] ??= new Map(pairs().filter(([character]) => character !== NONE))
  return TABLES[name]
}
