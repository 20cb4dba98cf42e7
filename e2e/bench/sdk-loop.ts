import { createRequire } from 'node:module'
import pThrottle from 'p-throttle'
import { type RunningEmulator, startEmulator } from '../servers.ts'

/** Alibaba's client is CommonJS. */
const load = createRequire(import.meta.url)

export type SdkLoop = {
  readonly seconds: number
  readonly jobs: number
  readonly calls: number
  readonly throttled: number
  /** Failures other than a throttle. */
  readonly errors: number
}

type Page = { readonly jobs: number; readonly nextToken: string }
type ReadPage = (nextToken: string | undefined) => Promise<Page>

/**
 * What a user would write: `ListDeviceDistributeJob` in a loop over next tokens. `plain`: as the SDK
 * comes, where a page that fails is asked for again at once; `throttled`: each call through
 * `p-throttle`, 5 in 1,000 ms, as its documentation shows it. In real time.
 */
export async function runSdkLoop(
  jobs: number,
  latencyMs: number,
  kind: 'plain' | 'throttled',
): Promise<SdkLoop> {
  const emulator = await startEmulator('--jobs', String(jobs), '--latency', String(latencyMs))
  try {
    const readPage = openSdk(emulator)
    const paced: ReadPage =
      kind === 'throttled' ? pThrottle({ limit: 5, interval: 1000 })(readPage) : readPage
    return await walk(paced)
  } finally {
    await emulator.stop()
  }
}

async function walk(readPage: ReadPage): Promise<SdkLoop> {
  const startMs = performance.now()
  const counted = { jobs: 0, calls: 0, throttled: 0, errors: 0 }
  for (let nextToken: string | undefined; nextToken !== ''; ) {
    counted.calls += 1
    try {
      const page = await readPage(nextToken)
      counted.jobs += page.jobs
      nextToken = page.nextToken
    } catch (error) {
      if (String((error as { code?: string }).code).startsWith('Throttling')) counted.throttled += 1
      else counted.errors += 1
      if (counted.errors > 100) throw error
    }
  }
  return { ...counted, seconds: (performance.now() - startMs) / 1000 }
}

// biome-ignore lint/suspicious/noExplicitAny: the SDK's classes, whose types do not matter here
type Loose = any

function openSdk({ url, keys }: RunningEmulator): ReadPage {
  const { default: IotClient, ListDeviceDistributeJobRequest }: Loose =
    load('@alicloud/iot20180120')
  const { Config }: Loose = load('@alicloud/openapi-client')
  const client = new IotClient(
    new Config({
      accessKeyId: keys.id,
      accessKeySecret: keys.secret,
      regionId: 'cn-shanghai',
      endpoint: new URL(url).host,
      protocol: 'HTTP',
    }),
  )
  return async (nextToken) => {
    const request = new ListDeviceDistributeJobRequest({ pageSize: 200, nextToken })
    const { body }: Loose = await client.listDeviceDistributeJob(request)
    return { jobs: body.data.jobInfo.items.length, nextToken: body.data.nextToken ?? '' }
  }
}
