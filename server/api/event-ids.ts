import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { replayedMs } from '../jobs/job-store.ts'
import { isEventId } from './event-frames.ts'

/** A place in the mirror's log, and since when somebody who is there was told everything. */
export type EventPlace = { readonly id: string; readonly atMs: number }

/** How clients know the places in the mirror's log. */
export type EventIds = {
  /** `atMs`: that of the place which it is replayed after; absent: it is told as it happens. */
  write(id: string, atMs?: number): string
  /** `null`: not one that was written here, or too long ago. */
  read(text: string): EventPlace | null
}

/** As the mirror numbers its events: which of them are too old is for the mirror to say. */
export const plainIds: EventIds = {
  write: (id) => id,
  read: (text) => (isEventId(text) ? { id: text, atMs: 0 } : null),
}

const cipher = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16
/** As long as the longest id (16 digits, a dot, 15 more) and more: a number's length must not show. */
const paddedLength = 40
const momentLength = 16

/**
 * For those who see a part of the jobs: the mirror numbers all its events, so that a plain number
 * would tell them how much happens beyond. Each is sealed anew each time, and opens for the same part
 * alone. After a restart none does, nor after `replayedMs`, by which time what was beyond may have
 * driven what was within out of the log: whoever comes back then reads everything anew.
 */
export function sealedIds(key: Buffer, scope: string, monotonicMs: () => number): EventIds {
  return {
    write(id, atMs = monotonicMs()) {
      const text = id.padEnd(paddedLength) + String(Math.floor(atMs)).padStart(momentLength)
      const nonce = randomBytes(nonceBytes)
      const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(scope))
      const sealed = Buffer.concat([sealing.update(text), sealing.final()])
      return Buffer.concat([nonce, sealing.getAuthTag(), sealed]).toString('base64url')
    },

    read(sealed) {
      const bytes = Buffer.from(sealed, 'base64url')
      if (bytes.length !== nonceBytes + tagBytes + paddedLength + momentLength) return null
      const nonce = bytes.subarray(0, nonceBytes)
      const tag = bytes.subarray(nonceBytes, nonceBytes + tagBytes)
      const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes })
      try {
        opening.setAAD(Buffer.from(scope)).setAuthTag(tag)
        const opened = opening.update(bytes.subarray(nonceBytes + tagBytes))
        // The same bytes can be spelt in several ways, and it is sent back to who gave it.
        const isOurs = bytes.toString('base64url') === sealed
        const text = Buffer.concat([opened, opening.final()]).toString()
        const id = text.slice(0, paddedLength).trimEnd()
        const atMs = Number(text.slice(paddedLength))
        return isOurs && monotonicMs() - atMs < replayedMs ? { id, atMs } : null
      } catch {
        return null
      }
    },
  }
}
