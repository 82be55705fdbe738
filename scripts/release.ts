/**
 * Makes a release of the commit that is checked out in the current folder. It needs nothing that npm installs, so that no foreign
 * code runs beside the token that may write.
 *
 *     node scripts/release.ts check v1.2.3                      says what a release would do, or what is wrong; writes nothing
 *     node scripts/release.ts checksums <file> [<asset> ...]    writes checksums of what the runner runs, and of the assets
 *     node scripts/release.ts publish v1.2.3 [<asset> ...]      publishes the release and moves the major tag
 */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { checksums } from './release/checksums.ts'
import { planRelease, ReleaseError } from './release/plan.ts'
import { publishRelease } from './release/publish.ts'
import { readReleaseState } from './release/repository.ts'

const folder = process.cwd()
const gh = (args: readonly string[], input = '') =>
  execFileSync('gh', args, { cwd: folder, encoding: 'utf8', input, stdio: ['pipe', 'pipe', 'inherit'] })

const COMMANDS: Readonly<Record<string, (first: string, rest: readonly string[]) => string[]>> = {
  check(tag) {
    const { commit, isPrerelease, isLatest, majorTag, stays, notes } = planRelease(
      readReleaseState(folder, tag),
    )
    return [
      `${tag} can be released from ${commit}${isPrerelease ? ', as a pre-release' : isLatest ? ', as the latest' : ''}.`,
      stays
        ? `The major tag stays where it is: ${stays}.`
        : `${majorTag?.name ?? 'The major tag'} will be at it.`,
      '',
      notes,
    ]
  },
  checksums(destination, assets) {
    const run = ['action.yml', ...readdirSync(join(folder, 'dist')).map((name) => `dist/${name}`)]
    const files = [...run.map((path) => [path, path]), ...assets.map((path) => [basename(path), path])]
    const text = checksums(Object.fromEntries(files.map(([name, path]) => [name!, readFileSync(path!)])))
    writeFileSync(destination, text)
    return [text]
  },
  publish: (tag, assets) => publishRelease({ folder, tag, assets, gh }),
}

const [name = '', first, ...rest] = process.argv.slice(2)
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
if (!command || first === undefined) {
  console.error('usage: node scripts/release.ts check|checksums|publish <tag or file> [<asset> ...]')
  process.exit(2)
}
try {
  console.log(command(first, rest).join('\n'))
} catch (error) {
  if (!(error instanceof ReleaseError)) throw error
  console.error(['This must not be released:', ...error.problems.map((problem) => `- ${problem}`)].join('\n'))
  process.exitCode = 1
}
