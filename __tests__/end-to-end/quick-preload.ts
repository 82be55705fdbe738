/**
 * Loaded before dist/index.js: pauses, such as the second between two writes that GitHub asks for, are shorter. The action itself
 * knows nothing of it, and its limits for requests stay as they are.
 */
const { RUN_LIMIT = '' } = process.env

/** Pauses are told from the limit of the run by their length. */
const LONGEST_PAUSE = 300_000
const PAUSES = 1 / 50

const { setTimeout: wait } = globalThis
globalThis.setTimeout = ((action: () => void, milliseconds = 0, ...rest: []) => {
  if (milliseconds > LONGEST_PAUSE)
    return wait(action, RUN_LIMIT ? Number(RUN_LIMIT) * 1000 : milliseconds, ...rest)
  return wait(action, milliseconds * PAUSES, ...rest)
}) as typeof setTimeout
