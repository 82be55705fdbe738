import * as core from '@actions/core'

core.info('hello')
const x = await import('xmlbuilder2')
core.info(String(x.create))
