import type { AccessKey } from '../secret-key.ts'

/** How long a role is taken on for, and under which name its calls stand in the account's audit log. */
export type RoleSession = {
  readonly sessionName: string
  /** The library asks STS on every call where a session lives for 900 s or less. */
  readonly durationSeconds: number
  /** A host name; `null`: the one of the connection's region. */
  readonly stsEndpoint: string | null
}

/** Keys that need no other keys to get. */
export type OwnCredentials =
  | { readonly from: 'environment'; readonly key: AccessKey }
  /** Whatever Alibaba's default chain finds (CLI profile, RAM role, OIDC and so on). */
  | { readonly from: 'default' }
  /** A file that holds nothing but a key, and may change at any time. */
  | { readonly from: 'keys-file'; readonly path: string }
  /** The RAM role of the machine. `roleName` `null`: the machine knows it. */
  | { readonly from: 'ram-role'; readonly roleName: string | null }
  /** A token of an OpenID Connect provider for a role, as RRSA gives it to pods. */
  | ({
      readonly from: 'oidc'
      readonly roleArn: string
      readonly oidcProviderArn: string
      readonly tokenFile: string
    } & RoleSession)

/** Where the keys of a connection come from. */
export type CredentialsSource =
  | OwnCredentials
  | ({
      readonly from: 'assume-role'
      readonly roleArn: string
      readonly externalId: string | null
      readonly by: OwnCredentials
    } & RoleSession)
