/** A value and where it came from, for people: "input scope", "provider_1.scope (provider-properties line 3)". */
export interface Sourced {
  readonly value: string
  readonly source: string
}
