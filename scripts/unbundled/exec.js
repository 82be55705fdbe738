/** In the place of @actions/exec: @actions/core runs programs to tell about the machine. */
export function getExecOutput() {
  throw new Error('@actions/exec is not in dist.')
}
