/** As much of it as the tests use; the package has no types of its own. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  type Details = { readonly uid: string; readonly prompt: { readonly name: string } }

  export type GrantContext = {
    readonly oidc: {
      readonly client: { readonly clientId: string }
      readonly session: { readonly accountId: string }
      readonly params: { readonly scope?: string }
    }
  }

  export class Provider {
    constructor(issuer: string, configuration: object)
    readonly Grant: new (of: {
      clientId: string
      accountId: string
    }) => { addOIDCScope(scope: string): void; save(): Promise<string> }
    /** `grant.success`: tokens were issued; the context's `body` is the token endpoint's reply. */
    on(name: 'grant.success', listener: (context: { body: object }) => void): void
    callback(): (request: IncomingMessage, reply: ServerResponse) => void
    interactionDetails(request: IncomingMessage, reply: ServerResponse): Promise<Details>
    interactionFinished(
      request: IncomingMessage,
      reply: ServerResponse,
      result: object,
    ): Promise<void>
  }
}

declare module 'oidc-provider/lib/adapters/memory_adapter.js' {
  export function createMemoryAdapter(clockToleranceS: number): new (name: string) => object
}
