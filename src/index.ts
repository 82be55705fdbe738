import { setTimeout } from 'node:timers/promises'
import * as core from '@actions/core'
import { main } from './main.ts'
import { closeConnections, fetchWhole } from './network/index.ts'
import { publicRoots } from './public-roots.ts'

await main({
  core,
  environment: process.env,
  currentFolder: process.cwd(),
  fetch: fetchWhole,
  publicRoots: publicRoots(process.env),
  wait: (seconds) => setTimeout(seconds * 1000),
})
await closeConnections()
