import { expect, test } from 'vitest'
import { verificationProblems } from '../../src/network/index.ts'

test.each([undefined, '', '1', 'false', '00'])(
  'NODE_TLS_REJECT_UNAUTHORIZED=%s switches nothing off',
  (value) => {
    expect(verificationProblems({ NODE_TLS_REJECT_UNAUTHORIZED: value })).toEqual([])
  },
)
