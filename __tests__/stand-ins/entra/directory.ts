/** A tenant of Entra ID. */
export interface Tenant {
  /** GUID. */
  readonly id: string
  readonly displayName: string
  /** Verified domains; each may stand for the ID in an address. */
  readonly domains: readonly string[]
}

export interface Secret {
  readonly value: string
  readonly expires: Date
}

/** Which assertions of another identity provider may sign in as the application: all three are compared exactly. */
export interface FederatedCredential {
  readonly issuer: string
  readonly subject: string
  readonly audience: string
}

/** An application that may sign in, with its service principal's permissions. Tests change it as an administrator would. */
export interface ClientApplication {
  /** GUID of its tenant. */
  readonly tenant: string
  readonly clientId: string
  readonly displayName: string
  secrets: readonly Secret[]
  /** PEM. */
  certificates: readonly string[]
  federatedCredentials: readonly FederatedCredential[]
  /** Application permissions that an administrator consented to, such as Application.Read.All. */
  roles: readonly string[]
}

export class Directory {
  readonly #tenants: Tenant[] = []
  readonly #applications: ClientApplication[] = []

  addTenant(tenant: Tenant): void {
    this.#tenants.push(tenant)
  }

  addApplication(application: ClientApplication): void {
    this.#applications.push(application)
  }

  /** By ID or domain, in any case. */
  tenant(name: string): Tenant | undefined {
    const wanted = name.toLowerCase()
    return this.#tenants.find(({ id, domains }) => id === wanted || domains.includes(wanted))
  }

  application(tenant: Tenant, clientId: string): ClientApplication | undefined {
    return this.#applications.find(
      (application) =>
        application.tenant === tenant.id && application.clientId.toLowerCase() === clientId.toLowerCase(),
    )
  }
}
