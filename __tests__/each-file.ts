import { afterAll } from 'vitest'
import { removeTemporaryFolders } from './temporary-folder.ts'

// Hooks that come later run earlier, so that servers have stopped by then.
afterAll(removeTemporaryFolders)
