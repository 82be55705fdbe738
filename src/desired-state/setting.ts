/** A value that mobile-config.xml has to hold. */
export interface DesiredSetting {
  /** Names of the elements from below the root to the one that holds the value. */
  readonly elements: readonly string[]
  /** The attribute of the last of them (of the root where there is none) that holds the value; undefined: its text does. */
  readonly attribute?: string
  readonly value: string
  /** The value is one of Entra's IDs, in which capital letters make no difference. */
  readonly isEntraId?: boolean
  /** Where the value came from, for people: "input scope", "provider_1.scope", "settings line 2". */
  readonly source: string
}

/** A setting's path as the settings input spells it: "SecuritySettings/@enabled". */
export function settingName({ elements, attribute }: Pick<DesiredSetting, 'elements' | 'attribute'>): string {
  return [...elements, ...(attribute === undefined ? [] : [`@${attribute}`])].join('/')
}
