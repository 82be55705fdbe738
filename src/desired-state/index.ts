export { type DesiredState, desiredState, type ValueInputs } from './desired-state.ts'
export { type ProviderProperties, parseProviderProperties } from './provider-properties.ts'
export { type DesiredSetting, settingName } from './setting.ts'
