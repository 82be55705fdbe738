import { desiredState } from '../desired-state/index.ts'
import { registrationRequest } from '../entra/index.ts'
import { type InputCore, readInputs } from '../inputs/index.ts'
import { type Problem, ProblemsError } from '../problems.ts'
import { networkProblems } from './network.ts'
import type { Run, Surroundings } from './run.ts'
import { workspaceProblems } from './wanted-file.ts'

/**
 * Reads the inputs and decides what is wanted. Nothing is asked of anybody.
 * @param core masks what is secret among the inputs
 * @throws ProblemsError with everything that is wrong
 */
export function prepare(surroundings: Surroundings, core: InputCore): Run {
  const { world, workspace, progress } = surroundings
  const read = readInputs(core, world.environment, workspace)
  const desired = desiredState(read.inputs.values)
  progress.findings = desired.findings
  const { azure } = read.inputs
  const registration = azure && registrationRequest(azure, desired.signIn, read.inputs)
  const request = registration?.ok ? registration.request : undefined
  const shared = { ...surroundings, desired, request }
  const wrong = [
    ...(read.ok ? [] : read.problems),
    ...desired.problems,
    ...(registration?.ok === false ? registration.problems : []),
    ...(read.inputs.mode === 'render' ? [] : networkProblems({ ...shared, inputs: read.inputs })),
  ]
  if (read.ok && registration?.ok !== false && wrong.length === 0) return { ...shared, inputs: read.inputs }
  // What is wrong with a path by itself is told already.
  const isTold = ({ where }: Problem) => wrong.some((problem) => problem.where === where)
  const ofFiles = workspaceProblems(read.inputs, desired, workspace)
  throw new ProblemsError([...wrong, ...ofFiles.filter((problem) => !isTold(problem))])
}
