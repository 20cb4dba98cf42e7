type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array

/** The same numbers, with room for so many: half as much again, which is no memory until written to. */
export function withRoom<N extends Numbers>(numbers: N, length: number): N {
  if (length <= numbers.length) return numbers
  const Kind = numbers.constructor as new (length: number) => N
  const larger = new Kind(Math.max(length, Math.ceil(numbers.length * 1.5)))
  larger.set(numbers)
  return larger
}

export function bytesWithRoom(bytes: Buffer, length: number): Buffer {
  if (length <= bytes.length) return bytes
  const larger = Buffer.alloc(Math.max(length, Math.ceil(bytes.length * 1.5)))
  bytes.copy(larger)
  return larger
}
