import { X509Certificate } from 'node:crypto'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { codeOf, type ReadText } from './secret-file.ts'

const pem = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g

/**
 * The certificates in the file of `WAYBILL_CA_FILE`, each as PEM; none: no such file is named, or
 * there is a fault.
 */
export function readAuthorities(
  path: string | undefined,
  readText: ReadText,
  faults: string[],
): readonly string[] {
  if (path === undefined) return []
  const fault = (why: string) => {
    faults.push(`WAYBILL_CA_FILE (${path.trim()}) ${why}`)
    return []
  }
  try {
    const text = readText(path.trim())
    // Whoever may read a file of certificates could read that as well.
    if (text.includes('PRIVATE KEY-----')) return fault('holds a private key: leave that out')
    const certificates = text.match(pem) ?? []
    if (certificates.length === 0) return fault('holds no certificate (PEM)')
    const broken = certificates.findIndex((certificate) => !isCertificate(certificate))
    if (broken >= 0) return fault(`is broken: its certificate ${broken + 1} cannot be read`)
    return certificates
  } catch (error) {
    return fault(`cannot be read: ${codeOf(error)}`)
  }
}

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).subject !== undefined
  } catch {
    return false
  }
}

/**
 * Has everything in this process that speaks TLS, Alibaba's library for credentials too, trust
 * these authorities besides the usual ones.
 */
export function trustAlso(authorities: readonly string[]): void {
  if (authorities.length === 0) return
  setDefaultCACertificates([...getCACertificates('default'), ...authorities])
}
