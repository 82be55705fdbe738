/**
 * Loaded where the sources run in the process of the tests, before anything of theirs: no pause is longer than a moment. GitHub's
 * client counts what it owes to a repository over all runs of a process, so that shorter pauses alone would grow from run to run.
 */
const LONGEST = 20
/** Seconds that a run may take. It is no pause, and far more than the client can owe. */
export const RUN_LIMIT = 1_000_000
/** The clock of undici counts its ticks, so that they must not be shorter. */
const TICK = 499

const { setTimeout: wait } = globalThis
globalThis.setTimeout = ((action: () => void, milliseconds = 0, ...rest: []) =>
  wait(
    action,
    milliseconds > RUN_LIMIT * 500 || milliseconds === TICK ? milliseconds : Math.min(milliseconds, LONGEST),
    ...rest,
  )) as typeof setTimeout
