import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { isEventId } from './event-frames.ts'

/** How clients know the places in the mirror's log. */
export type EventIds = {
  write(id: string): string
  /** `null`: not one that was written here. */
  read(text: string): string | null
}

/** As the mirror numbers its events. */
export const plainIds: EventIds = {
  write: (id) => id,
  read: (text) => (isEventId(text) ? text : null),
}

const cipher = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16
/** As long as the longest id (16 digits, a dot, 15 more) and more: a number's length must not show. */
const paddedLength = 40

/**
 * For those who see a part of the jobs: the mirror numbers all its events, so that a plain number
 * would tell them how much happens beyond. Each is sealed anew each time, and opens for the same part
 * alone. After a restart none does: whoever comes back then reads everything anew.
 */
export function sealedIds(key: Buffer, scope: string): EventIds {
  return {
    write(id) {
      const nonce = randomBytes(nonceBytes)
      const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(scope))
      const sealed = Buffer.concat([sealing.update(id.padEnd(paddedLength)), sealing.final()])
      return Buffer.concat([nonce, sealing.getAuthTag(), sealed]).toString('base64url')
    },

    read(text) {
      const bytes = Buffer.from(text, 'base64url')
      if (bytes.length !== nonceBytes + tagBytes + paddedLength) return null
      const nonce = bytes.subarray(0, nonceBytes)
      const tag = bytes.subarray(nonceBytes, nonceBytes + tagBytes)
      const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes })
      try {
        opening.setAAD(Buffer.from(scope)).setAuthTag(tag)
        const opened = opening.update(bytes.subarray(nonceBytes + tagBytes))
        // The same bytes can be spelt in several ways, and it is sent back to who gave it.
        const isOurs = bytes.toString('base64url') === text
        const id = Buffer.concat([opened, opening.final()]).toString().trimEnd()
        return isOurs ? id : null
      } catch {
        return null
      }
    },
  }
}
