import type { Problem } from '../problems.ts'

/**
 * The text of a file with provider properties: UTF-8, or UTF-16 with a byte order mark, as PowerShell's `>` writes it.
 * @returns a fault where zero bytes tell that it is UTF-16 without a mark, or no text at all
 * @see https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_character_encoding
 */
export function decodePropertiesFile(bytes: Uint8Array): string | Omit<Problem, 'where'> {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const zero = bytes.indexOf(0)
  if (zero < 0) return new TextDecoder().decode(bytes)
  const encoding = zero % 2 === 1 ? 'UTF-16LE' : 'UTF-16BE'
  return {
    what: `The file holds zero bytes, as text in ${encoding} does, but no byte order mark.`,
    cure: 'Save it as UTF-8; in PowerShell, with "| Out-File -Encoding utf8 <file>" in the place of ">".',
  }
}
