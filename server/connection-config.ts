import { z } from 'zod'
import type { CredentialsSource } from './upstream/credentials-source.ts'

/** One connection as it is configured. */
export type ConnectionConfig = {
  /** What it is called in the mirror and on the page: another name, another mirror. */
  readonly name: string
  /** Id of the Alibaba Cloud account; `null`: not said. */
  readonly account: string | null
  readonly region: string
  readonly endpoint: URL
  readonly iotInstanceId: string | null
  readonly slots: number
  readonly credentials: CredentialsSource
}

const text = z.string().trim()

export const region = text.regex(
  /^[a-z]{2}(-[a-z0-9]+)+$/,
  'must be a region id such as cn-shanghai',
)
export const iotInstanceId = text.regex(
  /^[\w-]{1,128}$/,
  'must be an instance id such as iot-060abc',
)
export const endpoint = text.superRefine((value, context) => {
  const fault = endpointFault(value)
  if (fault !== null) context.addIssue({ code: 'custom', message: fault })
})
export const quotaFault = 'must be a whole number from 1 to 5'
export const defaultSlots = 4

export const loopbackHosts = ['127.0.0.1', '::1', 'localhost']

/** On this machine: as an endpoint, the emulator's, as there is no other gateway here. */
export function isLoopback({ hostname }: URL): boolean {
  return loopbackHosts.includes(hostname.replace(/^\[|\]$/g, ''))
}

/** Calls are signed for nobody else: not for a machine's metadata, nor for a bucket of a stranger. */
const gatewayHost = /^iot[a-z0-9-]*(\.[a-z0-9-]+)?\.aliyuncs\.com$/

function endpointFault(value: string): string | null {
  if (!URL.canParse(value)) {
    return 'must be a full URL such as https://iot.cn-shanghai.aliyuncs.com'
  }
  const url = new URL(value)
  if (url.username || url.password || url.search || url.hash || url.pathname !== '/') {
    return 'must be an address alone: no user, path or query'
  }
  const isHere = isLoopback(url)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere)) {
    return 'must be https; plain http is for loopback only'
  }
  if (!isHere && !gatewayHost.test(url.hostname)) {
    return 'must be a host of Alibaba Cloud IoT Platform (iot.….aliyuncs.com) or loopback'
  }
  return null
}

export function endpointOf(region: string, given: string | undefined): URL {
  return new URL(given ?? `https://iot.${region}.aliyuncs.com`)
}

/** The name of the connection that the environment sets: data folders know it by this one. */
export function nameOf(endpoint: URL, iotInstanceId: string | null): string {
  return iotInstanceId === null ? endpoint.host : `${endpoint.host}/${iotInstanceId}`
}
