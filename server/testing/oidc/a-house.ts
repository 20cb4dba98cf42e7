import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { AccessParts } from '../../access/access.ts'
import { createHttpServer } from '../../access/http-server.ts'
import { type People, readPeople } from '../../access/oidc/people.ts'
import type { OidcConfig } from '../../access/oidc/sign-in-by-oidc.ts'
import { SignInFailed } from '../../access/oidc/sign-in-failed.ts'
import type { SignInEvent } from '../../access/sign-in-event.ts'
import { createStrangers } from '../../access/strangers.ts'
import { createApp } from '../../api/app.ts'
import { createEventStream } from '../../api/event-stream.ts'
import { createSystemClock } from '../../clock.ts'
import { SecretText } from '../../secret-text.ts'
import { createSqliteStore } from '../../store/sqlite-store.ts'
import { anAccess } from '../an-access.ts'
import { aSync } from '../fake-sync.ts'
import { client } from './a-provider.ts'

export type HouseParts = {
  readonly subPath?: string
  readonly oidc?: Partial<OidcConfig>
  readonly access?: Partial<AccessParts>
}

/** A port of loopback that answers with what is put behind it later: its address is needed first. */
export async function aPort() {
  let fetchFrom: (...args: Parameters<Handler>) => ReturnType<Handler> = () =>
    new Response(null, { status: 503 })
  const server: Server = createHttpServer((...args) => fetchFrom(...args), {
    headers: {},
    strangers: createStrangers(),
    slowReadMs: 30_000,
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const answerBy = (handler: Handler) => {
    fetchFrom = handler
  }
  return { origin: `http://127.0.0.1:${port}`, answerBy }
}

type Handler = Parameters<typeof createHttpServer>[0]

/** Waybill's HTTP over an empty mirror, where a provider signs people in. */
export async function aHouse(
  { origin, answerBy }: Awaited<ReturnType<typeof aPort>>,
  issuer: string,
  { subPath = '', oidc, access: given }: HouseParts = {},
) {
  const failures: string[] = []
  const signIns: SignInEvent[] = []
  const access = anAccess({
    kind: 'oidc',
    publicUrl: new URL(origin + subPath),
    oidc: {
      issuer,
      clientId: client.id,
      clientSecret: new SecretText(client.secret),
      scopes: null,
      groupsClaim: 'groups',
      allowed: people('@example.com'),
      admins: people('group:admins'),
      limits: { idleMs: 8 * 3_600_000, absoluteMs: 24 * 3_600_000 },
      ...oidc,
    },
    onSignInFailed(failure) {
      failures.push(failure instanceof SignInFailed ? failure.message : String(failure))
    },
    onSignIn: (event) => signIns.push(event),
    ...given,
  })
  const store = createSqliteStore({ folder: null, now: Date.now })
  const parts = { store, sync: aSync(), logError: (error: unknown) => failures.push(String(error)) }
  const events = createEventStream({ ...parts, clock: createSystemClock(), random: () => 0.5 })
  const app = createApp({ ...parts, events, access, now: Date.now, pagesFolder: aPagesFolder() })
  answerBy(app.fetch as Handler)
  const stopping = new AbortController()
  const tending = access.tend?.(stopping.signal)
  onTestFinished(async () => {
    stopping.abort()
    events.close()
    await Promise.all([tending, store.close()])
  })
  return { url: origin + subPath, failures, signIns, access, events }
}

export function people(...entries: string[]): People {
  const read = readPeople(entries)
  if (typeof read === 'string') throw new TypeError(read)
  return read
}

/** With a page that is one word. */
function aPagesFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-pages-'))
  writeFileSync(join(folder, 'index.html'), 'the shell')
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}
