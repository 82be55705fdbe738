import { setTimeout } from 'node:timers/promises'
import { rootCertificates } from 'node:tls'
import * as core from '@actions/core'
import { main } from './main.ts'
import { fetchWhole } from './network/index.ts'

await main({
  core,
  environment: process.env,
  currentFolder: process.cwd(),
  fetch: fetchWhole,
  publicRoots: rootCertificates,
  wait: (seconds) => setTimeout(seconds * 1000),
})
