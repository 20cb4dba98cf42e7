import { en } from './en.ts'
import { audit } from './en-audit.ts'
import { connections } from './en-connections.ts'

// The English words that the first page does not carry. Imported by the rooms that speak them, which
// are fetched late themselves; other languages come whole.
Object.assign(en, { audit, connections })
