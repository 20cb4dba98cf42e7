import type { ConnectionConfig } from './connection-config.ts'
import { AppError } from './errors.ts'
import { groupByAccount } from './upstream/accounts.ts'
import { createUpstream, type Upstream, type UpstreamOptions } from './upstream/client.ts'
import type { Credentials } from './upstream/credentials.ts'
import { realKeyFiles } from './upstream/file-credentials.ts'
import { openCredentials } from './upstream/open-credentials.ts'
import { createQuotas } from './upstream/quotas.ts'

/** A connection and who signs its calls. */
export type OpenConnection = ConnectionConfig & { readonly keys: Credentials }

/** `report` takes what a person should mend about a connection, in words without a secret. */
export function openConnections(
  connections: readonly ConnectionConfig[],
  report: (text: string) => void,
): readonly OpenConnection[] {
  const options = { files: realKeyFiles, report }
  return connections.map((connection) => ({
    ...connection,
    keys: openCredentials(connection.credentials, connection.region, options),
  }))
}

/** Which connections have no credentials, and why; a single one needs no name. */
export async function findKeyFaults(connections: readonly OpenConnection[]): Promise<string[]> {
  const faults = await Promise.all(
    connections.map(async ({ name, keys }) => {
      const error = await keys.current().then(
        () => null,
        (reason: unknown) => reason,
      )
      if (error === null) return []
      const why = error instanceof AppError ? error.message : 'none were found'
      const whose = connections.length > 1 ? `connection "${name}"` : 'Alibaba Cloud'
      return [`no credentials for ${whose}: ${why}`]
    }),
  )
  return faults.flat()
}

/** A connection as the sync knows it, and the API behind it. */
type OpenSource = {
  readonly name: string
  readonly region: string
  readonly endpoint: string
  readonly iotInstanceId: string | null
  readonly source: Upstream
}

/** The API behind each connection. Those of one account share its quota: the smallest that is given. */
export async function openUpstreams(
  connections: readonly OpenConnection[],
  onCall?: UpstreamOptions['onCall'],
): Promise<readonly OpenSource[]> {
  const clues = connections.map(async ({ account, credentials: source, keys }) => {
    const key = await keys.current().catch(() => null)
    return { account, source, accessKeyId: key?.accessKeyId ?? null }
  })
  const accounts = groupByAccount(await Promise.all(clues))
  const pacing = { now: Date.now, monotonicNow: () => performance.now(), random: Math.random }
  const slotsOf = (account: number) =>
    Math.min(...connections.filter((_, at) => accounts[at] === account).map(({ slots }) => slots))
  const quotas = new Map(
    [...new Set(accounts)].map((account) => [
      account,
      createQuotas({ ...pacing, slots: slotsOf(account) }),
    ]),
  )
  return connections.map(({ name, region, endpoint, iotInstanceId, slots, keys }, at) => {
    const shared = quotas.get(accounts[at] ?? 0)?.of(name)
    const options = { endpoint, iotInstanceId, credentials: keys, slots, onCall }
    const source = createUpstream(shared ? { ...options, quotas: shared } : options)
    return { name, region, endpoint: endpoint.origin, iotInstanceId, source }
  })
}
