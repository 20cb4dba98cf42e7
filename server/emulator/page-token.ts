import { createHmac } from 'node:crypto'
import type { JobKey } from './job-table.ts'

export type PageTokenOptions = {
  secret: string
  /** How long a token is good for; undefined: as long as the world. */
  ttlMs?: number | undefined
  now: () => number
}

/** Tokens name the last job of a page, not a count, so arrivals neither repeat nor skip a job. */
export type PageTokens = {
  issue(filter: unknown, last: JobKey): string
  /** Undefined for a token that is forged, expired or of another filter. */
  read(token: string, filter: unknown): JobKey | undefined
}

const prefix = 'ListResource'

export function createPageTokens({ secret, ttlMs, now }: PageTokenOptions): PageTokens {
  const seal = (text: string, filter: unknown) =>
    createHmac('sha256', secret)
      .update(`${text}\n${JSON.stringify(filter)}`)
      .digest('base64url')
      .slice(0, 16)

  return {
    issue(filter, { createdAt, jobId }) {
      const text = [prefix, createdAt, jobId, Math.floor(now())].join(':')
      return Buffer.from(`${text}:${seal(text, filter)}`).toString('base64')
    },
    read(token, filter) {
      const text = Buffer.from(token, 'base64').toString('utf8')
      const cut = text.lastIndexOf(':')
      const body = text.slice(0, cut)
      if (cut < 0 || text.slice(cut + 1) !== seal(body, filter)) return undefined
      const [, createdAt = '', jobId = '', issuedAt = ''] = body.split(':')
      if (ttlMs !== undefined && now() >= Number(issuedAt) + ttlMs) return undefined
      return { createdAt: Number(createdAt), jobId }
    },
  }
}
