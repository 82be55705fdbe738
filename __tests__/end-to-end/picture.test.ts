import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { demoPage } from '../../scripts/picture/demo-page.ts'
import { pageHash } from '../../scripts/picture/page.ts'

const IMAGES = join(import.meta.dirname, '../../docs/images')

test('the picture in the README is of the pull request that the demo opens today; else: npm run picture', async () => {
  expect(pageHash(await demoPage())).toBe(readFileSync(join(IMAGES, 'pull-request.sha256'), 'utf8').trim())
  expect(readFileSync(join(IMAGES, 'pull-request.png')).subarray(1, 4).toString()).toBe('PNG')
})
