import { describe, expect, test } from 'vitest'
import { filterTakes } from '../../src/desired-state/interception.ts'

describe('a path filter of WebSphere', () => {
  test.each([
    ['yes', '/mobile/.*', '/mobile/'],
    ['yes', '/mobile/.*', '/mobile/homepage/SecurityConfiguration'],
    ['yes', '/a,/mobile/homepage/SecurityConfiguration', '/mobile/homepage/SecurityConfiguration'],
    ['yes', ' /a/.* , /mobile/.* ', '/mobile/x'],
    ['yes', '^/mobile/.*$', '/mobile/x'],
    ['yes', '.*', '/mobile/x'],
    ['yes', '/.*/homepage/.*', '/mobile/homepage/x'],
    ['yes', '.*mobile.*homepage.*x', '/mobile/homepage/x'],
    ['yes', '/mobile/homepage/Security.onfiguration', '/mobile/homepage/SecurityConfiguration'],
    ['no', '', '/mobile/'],
    ['no', ',,', '/mobile/'],
    ['no', '/mobile', '/mobile/'],
    ['no', '/mobile/.', '/mobile/homepage/'],
    ['no', '/homepage/.*', '/mobile/homepage/x'],
    ['no', '/mobileAdmin/.*', '/mobile/'],
    ['no', '/metricssc/*', '/mobile/'],
    ['no', '/viewer/api/*,/docs/[ab]*', '/mobile/'],
    ['no', '/mobile/homepage.*homepage/x', '/mobile/homepage/x'],
    ['no', '/mobile/.*b.*a.*/x', '/mobile/ab/x'],
    ['no', '/mobile/.*/y', '/mobile/x'],
    ['unknown', '/mobile/+', '/mobile/'],
    ['unknown', '/mobile?/.*', '/mobil/x'],
    ['unknown', '/x|/mobile/.*', '/mobile/'],
    ['unknown', '(?i)/MOBILE/.*', '/mobile/'],
    ['unknown', String.raw`\/mobile\/.*`, '/mobile/'],
    ['unknown', '/m[o]bile/.*', '/mobile/'],
    ['yes', '/m[o]bile/.*,/mobile/.*', '/mobile/'],
  ])('says %s for %j and %s', (answer, filter, path) => {
    expect(filterTakes(filter, path)).toBe(answer)
  })
})
