/** The oldest Node.js that has everything the action uses; action.yml asks the runner for it. */
const OLDEST = 24

// Nothing is imported before: an older Node.js could not even read the rest.
if (Number.parseInt(process.versions.node, 10) >= OLDEST) await import('./start.ts')
else {
  process.stdout.write(
    `::error::mobile-sso-config needs Node.js ${OLDEST} or later; this is ${process.version}. In an action's metadata, write "using: node${OLDEST}", which needs runner version 2.327.1 or later. If you start it by hand, use a newer Node.js.\n`,
  )
  process.exitCode = 1
}

export {}
