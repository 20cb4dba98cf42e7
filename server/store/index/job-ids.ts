import { bytesWithRoom, withRoom } from './growing.ts'

/** The texts that name jobs, one after the other: in the order of rows, and to be searched. */
export type JobIds = {
  /** There will be so many rows. */
  expect(count: number): void
  /** Rows come in the order of their numbers. */
  add(row: number, jobId: string): void
  /** As SQLite compares texts: byte by byte. */
  compare(left: number, right: number): number
  compareWith(row: number, jobId: Uint8Array): number
  /** Calls back once for each row of that range whose text, folded, has the folded text in it. */
  search(text: string, from: number, to: number, onFound: (row: number) => void): void
}

const separator = '\n'
const separatorByte = 0x0a
/** Ids are of 25 bytes; what is more is no memory until it is written to. */
const usualLength = 28

export function createJobIds(): JobIds {
  let bytes: Buffer = Buffer.alloc(0)
  // The same in small letters and with a separator behind each, so that no match spans two of them.
  let folded: Buffer = Buffer.alloc(0)
  let starts = new Uint32Array(2)
  let rows = 0
  /** Those that are more than letters of ASCII, whose case is not folded byte by byte. */
  const others = new Map<number, string>()

  const startOf = (row: number) => starts[row] ?? 0
  const foldedStartOf = (row: number) => startOf(row) + row

  function compareBytes(row: number, other: Uint8Array, from: number, to: number): number {
    let at = startOf(row)
    const end = startOf(row + 1)
    let otherAt = from
    for (; at < end && otherAt < to; at++, otherAt++) {
      const difference = (bytes[at] ?? 0) - (other[otherAt] ?? 0)
      if (difference !== 0) return difference
    }
    return end - at - (to - otherAt)
  }

  return {
    expect(count) {
      starts = withRoom(starts, count + 2)
      bytes = bytesWithRoom(bytes, count * usualLength)
      folded = bytesWithRoom(folded, count * (usualLength + 1))
    },

    add(row, jobId) {
      starts = withRoom(starts, row + 2)
      starts.fill(startOf(rows), rows + 1, row + 1)
      const start = startOf(row)
      bytes = bytesWithRoom(bytes, start + jobId.length * 3)
      const length = bytes.write(jobId, start)
      const end = start + length
      starts[row + 1] = end
      folded = bytesWithRoom(folded, end + row + 1)
      for (let at = start; at < end; at++) folded[at + row] = foldByte(bytes[at] ?? 0)
      folded[end + row] = separatorByte
      if (length !== jobId.length || jobId.includes(separator)) others.set(row, jobId.toLowerCase())
      rows = row + 1
    },

    compare: (left, right) => compareBytes(left, bytes, startOf(right), startOf(right + 1)),
    compareWith: (row, jobId) => compareBytes(row, jobId, 0, jobId.length),

    search(text, from, to, onFound) {
      for (const [row, other] of others) {
        if (row >= from && row < to && other.includes(text)) onFound(row)
      }
      // What is in every text is found in a job's other texts.
      if (text === '' || text.includes(separator)) return
      const needle = Buffer.from(text)
      const range = folded.subarray(0, foldedStartOf(to))
      let row = from
      let at = range.indexOf(needle, foldedStartOf(from))
      while (at >= 0) {
        while (foldedStartOf(row + 1) <= at) row++
        if (!others.has(row)) onFound(row)
        at = range.indexOf(needle, foldedStartOf(++row))
      }
    },
  }
}

function foldByte(byte: number): number {
  const isCapital = byte >= 0x41 && byte <= 0x5a
  return isCapital ? byte + 0x20 : byte
}
