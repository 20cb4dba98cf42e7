import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createStaticCredentials } from './credentials.ts'
import { loadProvider } from './load-provider.ts'

type Request = {
  readonly method: string
  readonly host: string
  readonly path: string
  readonly queries: Readonly<Record<string, string>>
  readonly bodyForm?: Readonly<Record<string, string>>
}
type Answer = { readonly statusCode: number; readonly body: Buffer }

/** The library's provider with its network replaced: every request is kept, and answered by `answer`. */
async function spyOn(
  provider: ReturnType<typeof loadProvider>,
  answer: (request: Request) => object | number,
) {
  const requests: Request[] = []
  const spied = (await provider) as Awaited<typeof provider> & {
    doRequest: (request: Request) => Promise<Answer>
  }
  spied.doRequest = async (request) => {
    requests.push(request)
    const said = answer(request)
    const isStatus = typeof said === 'number'
    return {
      statusCode: isStatus ? said : 200,
      body: Buffer.from(isStatus ? '' : JSON.stringify(said)),
    }
  }
  return { provider: spied, requests }
}

const session = { sessionName: 'waybill', durationSeconds: 3600, stsEndpoint: null }
const credentialsOfSts = {
  AccessKeyId: 'STS.one',
  AccessKeySecret: 'secret',
  SecurityToken: 'token',
  Expiration: '2099-01-01T00:00:00Z',
}

test('the role of the machine is asked for with a token of the second version', async () => {
  const { provider, requests } = await spyOn(
    loadProvider({ from: 'ram-role', roleName: 'waybill' }, 'cn-shanghai', null),
    ({ method }) => (method === 'PUT' ? {} : { ...credentialsOfSts, Code: 'Success' }),
  )
  expect((await provider.getCredentials()).accessKeyId).toBe('STS.one')
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'PUT /latest/api/token',
    'GET /latest/meta-data/ram/security-credentials/waybill',
  ])
})

test('a metadata service without the second version is asked for nothing', async () => {
  const { provider, requests } = await spyOn(
    loadProvider({ from: 'ram-role', roleName: 'waybill' }, 'cn-shanghai', null),
    () => 404,
  )
  await expect(provider.getCredentials()).rejects.toThrow()
  expect(requests.map(({ method }) => method)).toEqual(['PUT'])
})

test('a role is taken on at the STS of the region, by the keys of the moment', async () => {
  const by = createStaticCredentials({ accessKeyId: 'LTAIone', accessKeySecret: 'one' })
  const source = {
    from: 'assume-role',
    roleArn: 'acs:ram::1:role/waybill',
    externalId: 'outside',
    by: { from: 'default' },
    ...session,
  } as const
  const { provider, requests } = await spyOn(loadProvider(source, 'eu-central-1', by), () => ({
    Credentials: credentialsOfSts,
  }))
  expect(await provider.getCredentials()).toMatchObject({ securityToken: 'token' })
  const [{ host, queries, bodyForm } = { host: '', queries: {} }] = requests
  expect(host).toBe('sts.eu-central-1.aliyuncs.com')
  expect({ ...queries, ...bodyForm }).toMatchObject({
    Action: 'AssumeRole',
    AccessKeyId: 'LTAIone',
    RoleArn: 'acs:ram::1:role/waybill',
    ExternalId: 'outside',
    RoleSessionName: 'waybill',
  })
})

test('the token of OIDC is read from its file for each session', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-oidc-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const tokenFile = join(folder, 'token')
  writeFileSync(tokenFile, 'a-token')
  const source = {
    from: 'oidc',
    roleArn: 'acs:ram::1:role/pod',
    oidcProviderArn: 'acs:ram::1:oidc-provider/ack',
    tokenFile,
    ...session,
    stsEndpoint: 'sts-vpc.cn-shanghai.aliyuncs.com',
  } as const
  const { provider, requests } = await spyOn(loadProvider(source, 'cn-shanghai', null), () => ({
    Credentials: credentialsOfSts,
  }))
  expect((await provider.getCredentials()).accessKeyId).toBe('STS.one')
  const [{ host, bodyForm } = { host: '' }] = requests
  expect(host).toBe('sts-vpc.cn-shanghai.aliyuncs.com')
  expect(bodyForm).toMatchObject({ OIDCToken: 'a-token', RoleArn: 'acs:ram::1:role/pod' })
})
