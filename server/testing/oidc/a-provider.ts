import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import { type GrantContext, Provider } from 'oidc-provider'
import { createMemoryAdapter } from 'oidc-provider/lib/adapters/memory_adapter.js'

export const client = { id: 'waybill', secret: 'a secret of 32 letters for tests' } as const

/** Somebody that the provider knows; what is not here is not told of them. */
export type Account = {
  readonly email?: string
  readonly email_verified?: boolean
  readonly groups?: readonly string[]
}

export type ProviderOptions = {
  /** Waybill's address, sub path and all. */
  readonly publicUrl: string
  readonly tokenLifeS?: number
  readonly port?: number
}

/**
 * A real provider of OpenID Connect on loopback, by the name `localhost`: for a browser that is
 * another site than 127.0.0.1. Whoever its form names is signed in.
 */
export async function startProvider(options: ProviderOptions) {
  const accounts = new Map<string, Account>([
    ['alice', { email: 'alice@example.com', email_verified: true, groups: ['ops'] }],
    ['root', { email: 'root@example.com', email_verified: true, groups: ['admins'] }],
    ['mallory', { email: 'mallory@example.org', email_verified: true }],
    ['eve', { email: 'alice@example.com', email_verified: false }],
  ])
  let isAway = false
  let refreshes = 0
  let answer: (request: IncomingMessage, reply: ServerResponse) => void = () => {}
  const server = createServer((request, reply) => {
    if (isAway) return void request.socket.destroy()
    if (request.url?.startsWith('/interaction/')) {
      // Such as a form that was filled in before.
      return void interact(request, reply).catch(() => reply.writeHead(400).end())
    }
    answer(request, reply)
  })
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const issuer = `http://localhost:${port}`
  const find = (sub: string) => {
    const account = accounts.get(sub)
    return account && { accountId: sub, claims: () => ({ sub, ...account }) }
  }
  const onRefresh = () => {
    refreshes += 1
  }
  const provider = new Provider(issuer, await configure(options, find, onRefresh))
  const issued: string[] = []
  provider.on('grant.success', ({ body }) => {
    const tokens = Object.entries(body).filter(([name]) => /_token$/.test(name))
    issued.push(...tokens.map(([, token]) => String(token)))
  })
  answer = provider.callback()

  /** `GET`: its form. `POST`: what the form says, or that they would rather not. */
  async function interact(request: IncomingMessage, reply: ServerResponse) {
    const { uid } = await provider.interactionDetails(request, reply)
    if (request.method === 'GET') {
      reply.setHeader('content-type', 'text/html')
      return reply.end(loginForm(uid))
    }
    const body = new URLSearchParams(Buffer.concat(await request.toArray()).toString())
    const login = body.get('login') ?? ''
    const result = login
      ? { login: { accountId: login } }
      : { error: 'access_denied', error_description: 'they would rather not' }
    return provider.interactionFinished(request, reply, result)
  }

  return {
    issuer,
    accounts,
    refreshes: () => refreshes,
    /** Every token that it has issued. */
    issued: (): readonly string[] => issued,
    /**
     * It breaks every connection that asks for something, until it is back. What it has begun it
     * finishes: a refresh token whose successor was lost on the way is good for nothing.
     */
    setAway(away: boolean) {
      isAway = away
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function loginForm(uid: string): string {
  return `<!doctype html><title>Provider</title><form method="post" action="/interaction/${uid}">
<label>Login <input name="login"></label><button>Log in</button></form>
<form method="post" action="/interaction/${uid}"><button>Rather not</button></form>`
}

async function configure(
  { publicUrl, tokenLifeS = 3600 }: ProviderOptions,
  find: (sub: string) => object | undefined,
  onRefresh: () => void,
) {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const key = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'one' }
  const hour = 3600
  return {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [`${publicUrl}/sign-in/callback`],
        post_logout_redirect_uris: [`${publicUrl}/sign-in/ended`],
      },
    ],
    // Its own, which it warns of only where nobody named it.
    adapter: createMemoryAdapter(0),
    jwks: { keys: [key] },
    cookies: { keys: ['of the test alone'] },
    claims: {
      openid: ['sub'],
      profile: ['name', 'groups'],
      email: ['email', 'email_verified'],
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource, postLogoutSuccessSource: logoutSource },
    },
    pkce: { required: () => true },
    ttl: {
      AccessToken: tokenLifeS,
      AuthorizationCode: 60,
      IdToken: tokenLifeS,
      RefreshToken: hour,
      Interaction: hour,
      Session: hour,
      Grant: hour,
    },
    issueRefreshToken: () => true,
    rotateRefreshToken() {
      onRefresh()
      return true
    },
    findAccount: (_: unknown, sub: string) => find(sub),
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    // Nobody is asked whether Waybill may know who they are.
    async loadExistingGrant(
      this: unknown,
      context: GrantContext & { oidc: { provider: Provider } },
    ) {
      const { provider, client: asking, session, params } = context.oidc
      const grant = new provider.Grant({
        clientId: asking.clientId,
        accountId: session.accountId,
      })
      grant.addOIDCScope(params.scope ?? 'openid')
      await grant.save()
      return grant
    },
  }
}

/** Its page that asks whether one wants to leave. */
function logoutSource(context: { body: string }, form = '') {
  context.body = `<!doctype html><title>Provider</title><h1>Leave the provider?</h1>${form}
<button type="submit" form="op.logoutForm" value="yes" name="logout">Leave</button>`
}
