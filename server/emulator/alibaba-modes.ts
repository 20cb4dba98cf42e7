import { createRequire } from 'node:module'
import type { AccessKey } from './authenticate.ts'

/** Alibaba's own clients, loaded as they are: CommonJS, and typed too loosely to be of use. */
const load = createRequire(import.meta.url)

type ClientAnswer = {
  success: boolean
  total: number
  nextToken: string
  items: { jobId: string; status: number; targets: number }[]
}

type Client = (params: Record<string, string | number>) => Promise<ClientAnswer>

export type ClientMode = {
  name: string
  connect(port: number, key: AccessKey): Client
  /** Makes the client use one nonce for ever; gives the way back. */
  freezeNonce(): () => void
}

// biome-ignore lint/suspicious/noExplicitAny: the answer of a client, whose types do not matter here
type Loose = any

/** Their own three seconds are short for a machine that is busy with other tests. */
const patience = { readTimeout: 20_000, connectTimeout: 20_000 }

/** The five ways in which Alibaba's clients speak to the gateway. */
export const alibabaModes: ClientMode[] = [
  { name: 'iot20180120 in V3', connect: iotClient(undefined), freezeNonce: freezeTeaNonce },
  { name: 'iot20180120 in v2 mode', connect: iotClient('v2'), freezeNonce: freezeTeaNonce },
  { name: 'openapi-core', connect: coreClient, freezeNonce: freezeCoreNonce },
  { name: 'pop-core by GET', connect: popClient('GET'), freezeNonce: freezePopNonce },
  { name: 'pop-core by POST', connect: popClient('POST'), freezeNonce: freezePopNonce },
]

function iotClient(signatureAlgorithm: 'v2' | undefined): ClientMode['connect'] {
  return (port, key) => {
    const { default: IotClient, ListDeviceDistributeJobRequest } = load('@alicloud/iot20180120')
    const { Config } = load('@alicloud/openapi-client')
    const { RuntimeOptions } = load('@alicloud/tea-util')
    const client = new IotClient(new Config({ ...config(port, key), signatureAlgorithm }))
    return async (params) => {
      const request = new ListDeviceDistributeJobRequest(lowerFirst(params))
      const runtime = new RuntimeOptions(patience)
      const { body }: Loose = await client.listDeviceDistributeJobWithOptions(request, runtime)
      return {
        success: body.success,
        total: body.data.total,
        nextToken: body.data.nextToken,
        items: body.data.jobInfo.items.map((item: Loose) => ({
          jobId: item.jobId,
          status: item.status,
          targets: item.targetInstanceConfigs.targetInstanceConfigs.length,
        })),
      }
    }
  }
}

function coreClient(port: number, key: AccessKey): Client {
  const core = load('@alicloud/openapi-core')
  const { Config, Params, OpenApiRequest } = core.$OpenApiUtil
  const client = new core.default(new Config(config(port, key)))
  const params = new Params({
    action: 'ListDeviceDistributeJob',
    version: '2018-01-20',
    protocol: 'HTTP',
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
  })
  const { RuntimeOptions } = load('@darabonba/typescript')
  return async (given) => {
    const { JobId, ...query } = given
    const request = new OpenApiRequest({ query, ...(JobId !== undefined && { body: { JobId } }) })
    const { body } = await client.callApi(params, request, new RuntimeOptions(patience))
    return fromJson(body)
  }
}

function popClient(method: 'GET' | 'POST'): ClientMode['connect'] {
  return (port, { accessKeyId, accessKeySecret, securityToken }) => {
    const { RPCClient } = load('@alicloud/pop-core')
    const client = new RPCClient({
      accessKeyId,
      accessKeySecret,
      securityToken,
      endpoint: `http://127.0.0.1:${port}`,
      apiVersion: '2018-01-20',
    })
    return async (params) =>
      fromJson(
        await client.request('ListDeviceDistributeJob', params, {
          method,
          timeout: patience.readTimeout,
        }),
      )
  }
}

function config(port: number, key: AccessKey) {
  return {
    ...key,
    type: key.securityToken ? 'sts' : undefined,
    regionId: 'cn-shanghai',
    protocol: 'HTTP',
    endpoint: `127.0.0.1:${port}`,
  }
}

function lowerFirst(params: Record<string, string | number>) {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      value,
    ]),
  )
}

function fromJson({ Success, Data }: Loose): ClientAnswer {
  return {
    success: Success,
    total: Data.Total,
    nextToken: Data.NextToken,
    items: Data.JobInfo.items.map((item: Loose) => ({
      jobId: item.JobId,
      status: item.Status,
      targets: item.TargetInstanceConfigs.targetInstanceConfigs.length,
    })),
  }
}

function freezeTeaNonce() {
  return freeze(loadFrom('@alicloud/openapi-client')('@alicloud/tea-util').default, 'getNonce')
}

function freezeCoreNonce() {
  return freeze(load('@alicloud/openapi-core').OpenApiUtil, 'getNonce')
}

function freezePopNonce() {
  return freeze(loadFrom('@alicloud/pop-core')('kitx'), 'makeNonce')
}

/** Loads what this package itself would load: its own copy, when it has one. */
function loadFrom(name: string) {
  return createRequire(load.resolve(name))
}

function freeze(owner: Record<string, unknown>, name: string) {
  const original = owner[name]
  const nonce = crypto.randomUUID()
  owner[name] = () => nonce
  return () => {
    owner[name] = original
  }
}
