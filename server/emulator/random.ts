/** Scrambles 32 bits reversibly (the finaliser of MurmurHash3). */
export function scramble(value: number): number {
  let bits = value | 0
  bits ^= bits >>> 16
  bits = Math.imul(bits, 0x85ebca6b)
  bits ^= bits >>> 13
  bits = Math.imul(bits, 0xc2b2ae35)
  bits ^= bits >>> 16
  return bits >>> 0
}

export function unscramble(value: number): number {
  let bits = value | 0
  bits ^= bits >>> 16
  bits = Math.imul(bits, 0x7ed1b41d)
  bits ^= (bits >>> 13) ^ (bits >>> 26)
  bits = Math.imul(bits, 0xa5cb9243)
  bits ^= bits >>> 16
  return bits >>> 0
}

/** A number in [0, 1) that depends on nothing but its three arguments. */
export function draw(seed: number, ordinal: number, topic: number): number {
  const key = scramble(seed + Math.imul(topic, 0x9e3779b9))
  return scramble(scramble(key ^ ordinal) + Math.imul(topic, 0x85ebca77)) / 2 ** 32
}

/** The element that `chance` in [0, 1) points at. */
export function pick<T>(list: readonly [T, ...T[]], chance: number): T {
  return list[Math.floor(chance * list.length)] ?? list[0]
}

/** A number in [0, 1) that is always the same for the same text. */
export function textLot(text: string): number {
  let hash = 0
  for (let place = 0; place < text.length; place += 1) {
    hash = scramble(hash ^ (text.charCodeAt(place) + place))
  }
  return hash / 2 ** 32
}
