export interface BlobText {
  readonly text: string | null
  readonly isBinary: boolean | null
  readonly isTruncated: boolean
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])

/**
 * A blob as GraphQL tells it. Only of UTF-8 without a byte order mark the text is the bytes. What GitHub makes of everything
 * else is not published: it guesses the encoding and transcodes, so here, too, a text comes that is not the bytes, and whoever
 * takes it for them loses them. Nor is it published beyond which size a text is cut.
 * @see https://docs.github.com/en/graphql/reference/objects#blob
 */
export function blobText(bytes: Buffer, mostBytes: number): BlobText {
  const isTruncated = bytes.length > mostBytes
  const read = decode(bytes)
  const text = read.text === null || !isTruncated ? read.text : cut(read.text, mostBytes)
  return { ...read, text, isTruncated }
}

function decode(bytes: Buffer): { readonly text: string | null; readonly isBinary: boolean | null } {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe)
    return { text: bytes.subarray(2).toString('utf16le'), isBinary: false }
  if (first === 0xfe && second === 0xff) {
    const even = bytes.subarray(2, bytes.length - (bytes.length % 2))
    return { text: Buffer.from(even).swap16().toString('utf16le'), isBinary: false }
  }
  if (bytes.includes(0)) return { text: null, isBinary: true }
  if (bytes.subarray(0, 3).equals(BYTE_ORDER_MARK))
    return { text: bytes.subarray(3).toString('utf8'), isBinary: false }
  const text = bytes.toString('utf8')
  return Buffer.from(text).equals(bytes)
    ? { text, isBinary: false }
    : { text: bytes.toString('latin1'), isBinary: null }
}

/** Never within a character. */
function cut(text: string, mostBytes: number): string {
  return Buffer.from(text)
    .subarray(0, mostBytes)
    .toString('utf8')
    .replace(/\uFFFD+$/, '')
}
