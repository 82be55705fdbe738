/** Characters that some file systems leave out of names. */
const LEFT_OUT = /\p{Default_Ignorable_Code_Point}/gu

/**
 * Whether a path goes through git's own folder, under any of the names that it has on Windows and macOS: with blanks and dots
 * behind it, as a short name, as a stream of it, with invisible characters in it.
 * @see https://git-scm.com/docs/git-config#Documentation/git-config.txt-coreprotectNTFS
 */
export function holdsGitFolder(path: string): boolean {
  return path
    .split(/[\\/]/)
    .some((segment) => /^(?:\.git|git~\d+)[. ]*(?::.*)?$/i.test(segment.replaceAll(LEFT_OUT, '')))
}
