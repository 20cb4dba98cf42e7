import { join } from 'node:path'
import {
  aFolder,
  type RunningEmulator,
  removeFolder,
  startConfigured,
  startEmulator,
} from '../servers.ts'
import { connectionName, prepareMirror } from './full-mirror.ts'

export type HouseOptions = {
  /** In the mirror at the start; 0: an empty one. */
  readonly jobs: number
  /** Behind the emulator, where the mirror is empty; else the same as in the mirror. */
  readonly upstreamJobs?: number
  readonly latencyMs?: number
  /** Nothing happens of itself; so unless told otherwise. */
  readonly isFrozen?: boolean
  readonly say?: (line: string) => void
  /** Of the product's process, besides its keys. */
  readonly env?: Readonly<Record<string, string>>
}

type SyncReply = {
  readonly connections: readonly {
    readonly jobsKnown: number
    readonly quota: { readonly calls: number; readonly throttled: number }
    readonly lastSweep: { readonly startedAt: string; readonly finishedAt: string } | null
  }[]
}

export type House = Awaited<ReturnType<typeof startMirrored>>

/** The whole product as `npm start` starts it, over an emulator that has the jobs of its mirror. */
export async function startMirrored(options: HouseOptions) {
  const { jobs, upstreamJobs = jobs, latencyMs = 80, isFrozen = true, say = () => {} } = options
  const { folder, emulatorArgs } =
    jobs > 0
      ? await prepareMirror(jobs, say)
      : { folder: aFolder(), emulatorArgs: ['--jobs', String(upstreamJobs)] }
  const emulator = await startEmulator(
    ...emulatorArgs,
    '--latency',
    String(latencyMs),
    ...(isFrozen ? ['--frozen'] : []),
  )
  const given = { ...keysOf(emulator), ...options.env }
  const start = () => startConfigured(configOf(emulator), folder, given)
  let main = await start()

  async function readSync() {
    const reply = (await (await fetch(`${main.url}/api/sync`)).json()) as SyncReply
    const [connection] = reply.connections
    if (!connection) throw new Error('there is no connection')
    return connection
  }

  return {
    emulator,
    folder: join(folder, 'data'),
    main: () => main,
    readSync,
    end: () => main.stop(),
    async start() {
      main = await start()
    },
    /** Until a walk has come to its end: how long it took, by the product's own account. */
    async untilWhole() {
      for (;;) {
        const { lastSweep, quota } = await readSync()
        if (lastSweep !== null) {
          const ms = Date.parse(lastSweep.finishedAt) - Date.parse(lastSweep.startedAt)
          return { seconds: ms / 1000, throttled: quota.throttled }
        }
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
    },
    async stop() {
      await Promise.all([main.stop(), emulator.stop()])
      removeFolder(folder)
    },
  }
}

function configOf({ url }: RunningEmulator) {
  return {
    connections: [
      {
        name: connectionName,
        region: 'cn-shanghai',
        endpoint: url,
        quotaPerSecond: 5,
        credentials: { from: 'environment' },
      },
    ],
  }
}

function keysOf({ keys }: RunningEmulator) {
  return { ALIBABA_CLOUD_ACCESS_KEY_ID: keys.id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: keys.secret }
}
