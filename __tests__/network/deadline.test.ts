import { describe, test } from 'vitest'
import { Deadline, DeadlineError } from '../../src/network/index.ts'

/** Does not settle before its signal is aborted. */
const never = (_: string, options?: RequestInit) =>
  new Promise<Response>((_, reject) => {
    options?.signal?.addEventListener('abort', () => reject(options.signal?.reason))
  })

const messageOf = (work: Promise<unknown>) =>
  work.then(
    () => '',
    (error: unknown) => (error instanceof DeadlineError ? error.message : `not expected: ${error}`),
  )

describe.concurrent('the deadline of a run', () => {
  test('does nothing to a run that ends before it', async ({ expect }) => {
    const deadline = new Deadline(60)
    expect(await deadline.over(async () => 'done')).toBe('done')
    await expect(deadline.over(() => Promise.reject(new Error('mine')))).rejects.toThrow('mine')
  })

  test('names the requests that were not answered, without their queries, and breaks them off', async ({
    expect,
  }) => {
    const deadline = new Deadline(0.05)
    const sent = deadline.fetch(never)('https://graph.example/v1.0/applications?token=secret', {
      method: 'PATCH',
    })
    const message = await messageOf(deadline.over(() => sent))
    expect(message).toMatch(
      /waiting for the answer to PATCH https:\/\/graph\.example\/v1\.0\/applications \(since \d\d:\d\d:\d\d UTC, \d+ seconds\)\. /,
    )
    expect(message).not.toContain('secret')
    await expect(sent).rejects.toBeInstanceOf(DeadlineError)
  })

  test('is later for a run that was asked to wait', async ({ expect }) => {
    const deadline = new Deadline(0.05)
    const work = deadline.over(async () => {
      deadline.allow(60)
      await new Promise((resolve) => setTimeout(resolve, 200))
      return 'done'
    })
    expect(await work).toBe('done')
  })

  test('names the pause, and ends it', async ({ expect }) => {
    const deadline = new Deadline(0.05)
    const pause = deadline.wait(3600, 'GET https://graph.example/ is sent again')
    expect(await messageOf(deadline.over(() => pause))).toContain(
      'waiting for the end of a pause before GET https://graph.example/ is sent again (since ',
    )
    await expect(pause).rejects.toBeInstanceOf(DeadlineError)
  })

  test('lets nothing be sent or waited for any more', async ({ expect }) => {
    const deadline = new Deadline(0.01)
    await messageOf(deadline.over(() => new Promise(() => {})))
    await expect(deadline.wait(0, 'anything')).rejects.toBeInstanceOf(DeadlineError)
    let signal: AbortSignal | null | undefined
    await deadline.fetch(async (_, options) => {
      signal = options?.signal
      return new Response()
    })('https://graph.example/')
    expect(signal?.aborted).toBe(true)
  })

  test('that is cancelled sends nothing more, and waits for what was sent', async ({ expect }) => {
    const deadline = new Deadline(60)
    const sent: string[] = []
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
    const fetch = deadline.fetch(async (url, options) => {
      options?.signal?.throwIfAborted()
      sent.push(url)
      await answered
      return new Response()
    })
    let written = 0
    const message = messageOf(
      deadline.over(async () => {
        for (;;) {
          await fetch(`https://graph.example/${sent.length}`, { method: 'POST' })
          written++
        }
      }),
    )
    deadline.cancel('SIGINT')
    deadline.cancel('SIGTERM')
    answer()
    expect(await message).toMatch(
      /^The run was cancelled \(SIGINT\) and was stopped\. It was waiting for .*\. Run again to continue from there\.$/,
    )
    expect({ sent, written }).toEqual({ sent: ['https://graph.example/0'], written: 1 })
    await expect(fetch('https://graph.example/late')).rejects.toBeInstanceOf(DeadlineError)
    expect(sent).toHaveLength(1)
  })

  test('that is cancelled does not wait longer than a moment for an answer, and not at all for a pause', async ({
    expect,
  }) => {
    const pausing = new Deadline(60)
    const pause = messageOf(
      pausing.over(() => pausing.wait(3600, 'GET https://graph.example/ is sent again')),
    )
    const start = Date.now()
    pausing.cancel('SIGTERM')
    expect(await pause).toContain('waiting for the end of a pause before GET https://graph.example/')
    expect(Date.now() - start).toBeLessThan(1500)
    const hanging = new Deadline(60)
    const hang = messageOf(
      hanging.over(() => hanging.fetch(never)('https://graph.example/', { method: 'PUT' })),
    )
    hanging.cancel('SIGTERM')
    expect(await hang).toContain('waiting for the answer to PUT https://graph.example/ (since')
    expect(Date.now() - start).toBeLessThan(6000)
  })

  test('is not cancelled any more when the run has come to its end', async ({ expect }) => {
    const deadline = new Deadline(60)
    expect(await deadline.over(async () => 'done')).toBe('done')
    deadline.cancel('SIGTERM')
    expect((await deadline.fetch(async () => new Response())('https://graph.example/')).ok).toBe(true)
  })

  test('does not tell of what only waits for something that is told', async ({ expect }) => {
    const deadline = new Deadline(0.05)
    const work = () =>
      deadline.during('the whole', () => deadline.during('its part', () => new Promise(() => {})), [
        'its part',
      ])
    const message = await messageOf(deadline.over(work))
    expect(message).toContain('waiting for its part (since')
    expect(message).not.toContain('the whole')
  })
})
