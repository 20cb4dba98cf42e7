import type { Call } from './call.ts'
import { GatewayError, ServiceError } from './gateway-error.ts'

export type Reply = { status: number; headers: Record<string, string>; body: string }

export type ReplyContext = Pick<Call, 'action' | 'format' | 'headers'> & { requestId: string }

export function successReply(context: ReplyContext, answer: Record<string, unknown>): Reply {
  const { requestId: RequestId } = context
  return reply(context, 200, `${context.action}Response`, { RequestId, ...answer, Success: true })
}

/** Any thrown value as the answer that the gateway or the service would give. */
export function errorReply(context: ReplyContext, error: unknown): Reply {
  const { requestId: RequestId } = context
  if (error instanceof ServiceError) {
    const { code: Code, message: ErrorMessage } = error
    const body = { RequestId, Success: false, Code, ErrorMessage }
    return reply(context, 200, `${context.action}Response`, body)
  }
  const known =
    error instanceof GatewayError
      ? error
      : new GatewayError(500, 'InternalError', 'The request processing has failed.')
  const { status, code: Code, message: Message, headers } = known
  const Recommend = `https://api.aliyun.com/troubleshoot?q=${Code}&product=Iot&requestId=${RequestId}`
  const body = { RequestId, Message, Recommend, HostId: context.headers.host ?? '', Code }
  const answer = reply(context, status, 'Error', body)
  return { ...answer, headers: { ...answer.headers, ...headers } }
}

/** Lists become repeated elements of the list's own name. */
export function toXml(root: string, value: unknown): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${element(root, value)}`
}

function reply(context: ReplyContext, status: number, root: string, body: unknown): Reply {
  const isXml = context.format === 'xml'
  return {
    status,
    headers: {
      // The official clients recognise an XML error by exactly this type.
      'content-type': isXml ? 'text/xml;charset=utf-8' : 'application/json;charset=utf-8',
      'x-acs-request-id': context.requestId,
    },
    body: isXml ? toXml(root, body) : JSON.stringify(body),
  }
}

function element(name: string, value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join('')
  const inner =
    typeof value === 'object'
      ? Object.entries(value)
          .map(([childName, child]) => element(childName, child))
          .join('')
      : escapeXml(String(value))
  return `<${name}>${inner}</${name}>`
}

function escapeXml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 cannot hold them at all
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
  )
}
