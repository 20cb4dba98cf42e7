import { expect, onTestFinished } from 'vitest'
import type { AppError } from '../errors.ts'
import { createUpstream, type Upstream, type UpstreamOptions } from './client.ts'
import { type Handler, startOddServer } from './odd-server.ts'
import { createCredentials } from './open-credentials.ts'

/** The key of tests. "Canary" must show up nowhere but in the signed headers. */
export const canaryKey = { accessKeyId: 'LTAI5tCanaryKeyId', accessKeySecret: 'CanarySecret' }

/** The smallest good reply, and the body of the gateway's errors. */
export const onePage = {
  RequestId: 'R1',
  Success: true,
  Data: { JobInfo: { items: [{ JobId: 'one' }] } },
}
export const gatewayError = (Code: string) => ({ RequestId: 'R1', Code, Message: 'm', HostId: 'h' })

/** A client for one test over a server that gives these answers, one after the other. */
export async function setUpClient(
  handlers: readonly Handler[],
  options: Partial<UpstreamOptions> = {},
) {
  const server = await startOddServer(...handlers)
  const client = createUpstream({
    endpoint: server.endpoint,
    iotInstanceId: null,
    credentials: createCredentials(canaryKey),
    slots: 4,
    random: () => 0,
    ...options,
  })
  onTestFinished(async () => {
    await client.close()
    await server.close()
  })
  return { server, client }
}

/** How the call for a first page fails, looked through for leaks on the way. */
export async function failureOf(client: Upstream): Promise<AppError> {
  const error = await client.listJobs({}, { size: 10 }, { purpose: 'person' }).then(
    () => expect.unreachable('it succeeded'),
    (thrown: AppError) => thrown,
  )
  const everything = JSON.stringify([error.message, error.cause, error.details])
  expect(everything).not.toMatch(/Canary|string to sign/)
  return error
}
