import { z } from 'zod'
import { scopesOfFile } from './config-scopes.ts'
import { defaultSlots, endpoint, iotInstanceId, quotaFault, region } from './connection-config.ts'

const variable = z
  .string()
  .regex(/^[A-Z_][A-Z0-9_]*$/, 'must be the name of an environment variable, not a key itself')
const path = z.string().trim().min(1, 'must be the path of a file')
const name = (what: string) =>
  z.string().regex(/^[\w.@-]{1,64}$/, `must be ${what}: letters, digits and . _ - @`)
const arn = (kind: string, what: string) =>
  z
    .string()
    .regex(
      new RegExp(`^acs:ram::\\d+:${kind}/[\\w./@-]+$`),
      `must be ${what} such as acs:ram::1234567890123456:${kind}/waybill`,
    )
const roleArn = arn('role', 'the ARN of a RAM role')

const session = {
  sessionName: name('a session name').optional().describe('As the audit log shows it; waybill.'),
  durationSeconds: z
    .int('must be a whole number of seconds from 1800 to 43200')
    .min(1800, 'must be a whole number of seconds from 1800 to 43200')
    .max(43_200, 'must be a whole number of seconds from 1800 to 43200')
    .optional(),
  stsEndpoint: z
    .string()
    .regex(
      /^sts[a-z0-9.-]*\.aliyuncs\.com$/,
      'must be a host name such as sts.cn-shanghai.aliyuncs.com',
    )
    .optional(),
}

const own = [
  z
    .strictObject({
      from: z.literal('environment'),
      accessKeyIdVariable: variable.optional(),
      accessKeySecretVariable: variable.optional(),
      securityTokenVariable: variable.optional(),
    })
    .describe(
      'Names of the variables; ALIBABA_CLOUD_ACCESS_KEY_ID and so on where none are given.',
    ),
  z.strictObject({ from: z.literal('default') }).describe('Alibaba’s default chain.'),
  z
    .strictObject({ from: z.literal('keys-file'), path })
    .describe('A file of its own with a key, JSON or KEY=VALUE; read anew when it changes.'),
  z
    .strictObject({ from: z.literal('ram-role'), roleName: name('a role name').optional() })
    .describe('The RAM role of the machine, by its metadata service (IMDSv2 only).'),
  z
    .strictObject({
      from: z.literal('oidc'),
      roleArn: roleArn.optional(),
      oidcProviderArn: arn('oidc-provider', 'the ARN of an OIDC provider').optional(),
      tokenFile: path.optional(),
      ...session,
    })
    .describe('A role by an OIDC token (RRSA); what is not given is taken from ALIBABA_CLOUD_….'),
] as const

/** A `from` that is none of these, and nothing else, is told in these words. */
const oneOf = (words: string) => ({
  error: ({ code }: { code?: string }) =>
    code === 'invalid_union' ? `must be one of ${words}` : undefined,
})
const ownWords = 'environment, default, keys-file, ram-role, oidc'

const credentials = z.discriminatedUnion(
  'from',
  [
    ...own,
    z
      .strictObject({
        from: z.literal('assume-role'),
        roleArn,
        externalId: z.string().min(1).max(1224).optional(),
        by: z
          .discriminatedUnion('from', own, oneOf(ownWords))
          .describe('Whose keys ask for the role.'),
        ...session,
      })
      .describe('A role that other keys take on (STS AssumeRole), also in another account.'),
  ],
  oneOf(`${ownWords}, assume-role`),
)

export const connectionOfFile = z.strictObject({
  name: z
    .string()
    .regex(
      /^[\p{L}\p{N}][\p{L}\p{N} ._:/-]{0,63}$/u,
      'must be 1 to 64 letters, digits, spaces and . _ : / -',
    )
    .describe('What it is called on the page and in the mirror: another name, another mirror.'),
  account: z
    .string()
    .regex(/^\d{5,20}$/, 'must be an account id: its digits, as text')
    .optional()
    .describe('Id of the Alibaba Cloud account. Connections of one account share its quota.'),
  region,
  endpoint: endpoint.optional().describe('https://iot.<region>.aliyuncs.com unless given.'),
  iotInstanceId: iotInstanceId.optional(),
  quotaPerSecond: z
    .int(quotaFault)
    .min(1, quotaFault)
    .max(5, quotaFault)
    .optional()
    .describe(`${defaultSlots} unless given; of several for one account the smallest holds.`),
  credentials,
})

/** The file that `WAYBILL_CONFIG` names. */
export const configFile = z.strictObject({
  $schema: z.string().optional(),
  scopes: scopesOfFile.optional(),
  connections: z.array(connectionOfFile).min(1, 'must name at least one connection').max(100),
})

export type ConnectionOfFile = z.infer<typeof connectionOfFile>
export type CredentialsOfFile = ConnectionOfFile['credentials']

/** The published form of it, for editors and for people. */
export function toJsonSchema() {
  const schema = z.toJSONSchema(configFile, { io: 'input' })
  return { ...schema, title: 'Connections of Waybill (WAYBILL_CONFIG)' }
}
