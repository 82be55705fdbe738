import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folders = new Set<string>()

/** A new folder in the system's folder for such, which is removed with the last test of a file, or with the process of a script. */
export function temporaryFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix))
  folders.add(folder)
  return folder
}

/** Removes what is left of all folders that were made. */
export function removeTemporaryFolders(): void {
  // Windows lets a file go some moments after its process has ended.
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  folders.clear()
}

process.once('exit', removeTemporaryFolders)
