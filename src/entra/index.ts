export type { RegistrationChange } from './decide.ts'
export type { DiscoveryAnswer } from './discovery.ts'
export { AppRegistrationError } from './errors.ts'
export { type Credential, readCertificateCredential } from './identity.ts'
export { pemBlocks } from './pem.ts'
export type { PlannedRegistration, RegistrationWorld, SignIns } from './reconcile.ts'
export {
  type RegistrationInputs,
  type RegistrationRequest,
  registrationRequest,
} from './request.ts'

/** Signing in, reading and writing; loads MSAL and the Graph client. */
export const loadReconcile = () => import('./reconcile.ts')

/** Asking Entra's discovery document; loaded where an endpoint is to be compared with it. */
export const loadDiscovery = () => import('./discovery.ts')
