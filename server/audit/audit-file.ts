import { appendFile, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { readEntry } from './audit-entries.ts'

type FileOptions = {
  readonly folder: string
  /** A file that would grow beyond this is set aside. */
  readonly mostBytes: number
  /** Files that are set aside and kept. */
  readonly keptFiles: number
}

/** `audit.jsonl`, and before it `audit.1.jsonl` (the newest of those set aside) and so on. */
export function openAuditFile({ folder, mostBytes, keptFiles }: FileOptions) {
  const path = (age: number) => join(folder, age === 0 ? 'audit.jsonl' : `audit.${age}.jsonl`)
  let lastNumber: number | null = null
  /** `null`: not known, as at first and after a failure. */
  let size: number | null = null

  /** The newest first; a file that is not there ends it. */
  async function* texts() {
    for (let age = 0; age <= keptFiles; age += 1) {
      const text = await readText(path(age))
      if (text === null && age > 0) return
      yield text ?? ''
    }
  }

  async function findLastNumber(): Promise<number> {
    for await (const text of texts()) {
      const last = text
        .split('\n')
        .reverse()
        .map(readEntry)
        .find((entry) => entry !== null)
      if (last) return last.n
    }
    return 0
  }

  async function setAside() {
    for (let age = keptFiles - 1; age >= 0; age -= 1) {
      await rename(path(age), path(age + 1)).catch(ignoreMissing)
    }
    size = 0
  }

  return {
    texts,
    async nextNumber() {
      lastNumber ??= await findLastNumber()
      return lastNumber + 1
    },
    /** Whole lines; after it the next number is another one. Throws what the system says. */
    async append(line: string) {
      // A kill, or a disk that was full, may have left half a line.
      const known = size === null ? await lookAtEnd(path(0)) : { size, isWhole: true }
      size = known.size
      if (size > 0 && size + line.length > mostBytes) await setAside()
      const text = size > 0 && !known.isWhole ? `\n${line}` : line
      try {
        await appendFile(path(0), text, { mode: 0o600 })
      } catch (error) {
        size = null
        throw error
      }
      size += Buffer.byteLength(text)
      if (lastNumber !== null) lastNumber += 1
    },
  }
}

async function readText(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error) => ignoreMissing(error))
}

/** How long a file is, 0 where there is none, and whether its last line is whole. */
async function lookAtEnd(path: string): Promise<{ size: number; isWhole: boolean }> {
  const file = await open(path).catch(ignoreMissing)
  if (file === null) return { size: 0, isWhole: true }
  try {
    const { size } = await file.stat()
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1))
    return { size, isWhole: buffer.toString() === '\n' }
  } finally {
    await file.close()
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code !== 'ENOENT') throw error
  return null
}
