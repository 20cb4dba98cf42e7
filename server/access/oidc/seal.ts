import { createCipheriv, createDecipheriv } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16

/**
 * Texts that only this process can read, and nobody can change or make (AES-256-GCM, NIST SP
 * 800-38D, by a key that is never written down). `under`: the name that one is good under alone.
 */
export function createSeal(randomBytes: (size: number) => Buffer) {
  const key = randomBytes(32)

  return {
    close(text: string, under: string): string {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(under))
      const parts = [iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]
      return Buffer.concat(parts).toString('base64url')
    },
    /** `null`: not sealed here, not under this name, or changed. */
    open(sealed: string, under: string): string | null {
      const bytes = Buffer.from(sealed, 'base64url')
      if (bytes.length < ivBytes + tagBytes) return null
      const options = { authTagLength: tagBytes }
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes), options)
      decipher.setAAD(Buffer.from(under)).setAuthTag(bytes.subarray(-tagBytes))
      try {
        const text = decipher.update(bytes.subarray(ivBytes, -tagBytes))
        return Buffer.concat([text, decipher.final()]).toString()
      } catch {
        return null
      }
    },
  }
}
