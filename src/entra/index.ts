export { type Credential, pemBlocks, readCertificateCredential } from './credential.ts'
export type { RegistrationChange } from './decide.ts'
export type { RegistrationWorld } from './reconcile.ts'
export { type RegistrationInputs, type RegistrationRequest, registrationRequest } from './request.ts'
export type { SignIns } from './sign-in.ts'

/** Signing in, reading and writing; loads MSAL and the Graph client. */
export const loadReconcile = () => import('./reconcile.ts')

/** Asking Entra's discovery document; loaded where an endpoint is to be compared with it. */
export const loadDiscovery = () => import('./discovery.ts')
