import type { Problem } from '../problems.ts'
import { unseenCharacter } from '../text/invisible.ts'
import { type DesiredSetting, settingName } from './setting.ts'
import { didYouMean, hostFault } from './web-address.ts'

/**
 * What no wanted value may be, wherever it comes from and whatever it is for. Values that people wrote into the file are theirs.
 * @returns one problem for each source at the most
 */
export function valueProblems(settings: readonly DesiredSetting[], secrets: readonly string[]): Problem[] {
  const problems = settings.flatMap((setting) => valueProblem(setting, secrets) ?? [])
  return [...new Map(problems.toReversed().map((problem) => [problem.where, problem])).values()].toReversed()
}

function valueProblem(setting: DesiredSetting, secrets: readonly string[]): Problem | undefined {
  const { value, source: where } = setting
  const name = settingName(setting)
  // Shorter ones occur by chance.
  if (secrets.some((secret) => secret.length >= 6 && value.includes(secret))) {
    return {
      where,
      what: `The value for ${name} holds the client secret.`,
      cure: 'Never put it into mobile-config.xml; check what was copied.',
    }
  }
  const inName = unseenCharacter(name)
  if (inName) return { where, what: `The path "${name}" holds ${inName}.`, cure: 'Remove it.' }
  const unseen = unseenCharacter(value)
  if (unseen) return { where, what: `The value for ${name} holds ${unseen}.`, cure: 'Remove it.' }
  // Also what has no input of its own sends people somewhere. Only the host is judged: whoever serves it knows the rest.
  if (!/^https?:/i.test(value)) return undefined
  const { username, password } = URL.parse(value) ?? {}
  if (username || password) {
    const what = `The address for ${name} holds a user name or password.`
    return { where, what, cure: 'Remove the part before "@": people take it for the host.' }
  }
  const fault = hostFault(value)
  return fault && { where, what: fault.what, cure: didYouMean(fault, () => true) }
}
