/**
 * Whether one of the patterns of a WebSphere path filter takes a path: comma-separated regular expressions, each for the whole
 * path (the vendor lists "/ibm/console" beside "/ibm/console/.*"). No pattern is run, because it could backtrack for ever: text and
 * ".*" are understood; of any other pattern only the text before its first other sign is, so it may be "unknown".
 * @see https://www.ibm.com/docs/en/was-nd/9.0.5?topic=cocrp-openid-connect-relying-party-custom-properties
 */
export function filterTakes(filter: string, path: string): 'yes' | 'no' | 'unknown' {
  const answers = filter
    .split(',')
    .map((pattern) => pattern.trim())
    .filter(Boolean)
    .map((pattern) => patternTakes(pattern, path))
  if (answers.includes('yes')) return 'yes'
  return answers.includes('unknown') ? 'unknown' : 'no'
}

function patternTakes(pattern: string, path: string): 'yes' | 'no' | 'unknown' {
  const bare = pattern.replace(/^\^/, '').replace(/\$$/, '')
  if (!SIGNS.test(bare.replaceAll('.', ''))) return isSame(path, bare) ? 'yes' : 'no'
  const parts = bare.split('.*')
  if (!SIGNS.test(parts.join(''))) return hasParts(path, parts) ? 'yes' : 'no'
  // What stands beside a bar is a pattern of its own.
  if (bare.includes('|')) return 'unknown'
  const text = /^[^\\.*+?()[\]{}^$]*/.exec(bare)![0]
  // Its last character may be optional.
  return path.startsWith(text.slice(0, -1)) ? 'unknown' : 'no'
}

const SIGNS = /[\\.*+?()[\]{}|^$]/

/** Whether the path is the text, in which a dot is any character. */
function isSame(path: string, text: string): boolean {
  return path.length === text.length && [...text].every((sign, at) => sign === '.' || sign === path[at])
}

/** Whether the path is made of the parts, in their order, with anything between them. */
function hasParts(path: string, parts: readonly string[]): boolean {
  const [first = '', ...others] = parts
  if (others.length === 0) return path === first
  const last = others.pop()!
  if (!path.startsWith(first) || !path.endsWith(last)) return false
  let from = first.length
  for (const part of others) {
    const at = path.indexOf(part, from)
    if (at < 0) return false
    from = at + part.length
  }
  return from <= path.length - last.length
}
