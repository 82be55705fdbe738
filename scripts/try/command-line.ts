import { parseArgs } from 'node:util'

export const USAGE = `Usage: npm run try -- <mobile-config.xml> [options]

The values, as the inputs of the same names (README.md, "Inputs"):
  --tenant-id <id>  --client-id <id>          enough for Entra ID
  --properties <file>                         WebSphere's provider properties
  --provider-id <name>                        which provider of them (default: provider_1)
  --authorize-endpoint-url <URL>  --token-endpoint-url <URL>  --scope <scopes>
  --authorization-parameters <text>           for example kc_idp_hint={MT_ORGNAME}
  --settings <lines>                          more settings, "Push/@enabled = true"

  --write                                     write the file; without it nothing is written
  --help                                      this text`

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problem: string }
  | {
      readonly kind: 'try'
      /** As it was given, relative to the folder where the command was called. */
      readonly file: string
      readonly properties: string | undefined
      readonly write: boolean
      /** The action's inputs by their names. */
      readonly inputs: Readonly<Record<string, string>>
    }

const TEXT = { type: 'string' } as const

/** The inputs that values come from. */
const VALUE_OPTIONS = {
  'tenant-id': TEXT,
  'client-id': TEXT,
  'provider-id': TEXT,
  'authorize-endpoint-url': TEXT,
  'token-endpoint-url': TEXT,
  scope: TEXT,
  'authorization-parameters': TEXT,
  settings: TEXT,
}

/** Reads the arguments that follow the name of the script. */
export function readCommandLine(args: readonly string[]): Command {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...VALUE_OPTIONS,
        properties: { type: 'string' },
        write: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    const { properties, write = false, help = false, ...inputs } = values
    if (help) return { kind: 'help' }
    const [file, ...more] = positionals
    if (!file) return { kind: 'wrong', problem: 'Name the mobile-config.xml to try.' }
    if (more.length > 0) return { kind: 'wrong', problem: `Name one file; "${more[0]}" is a second one.` }
    if (!properties && Object.keys(inputs).length === 0)
      return { kind: 'wrong', problem: 'Give --tenant-id and --client-id, or --properties.' }
    return { kind: 'try', file, properties, write, inputs }
  } catch (error) {
    return { kind: 'wrong', problem: error instanceof Error ? error.message : String(error) }
  }
}
