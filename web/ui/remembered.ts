export type Remembered<T> = {
  read(): T
  /** For everybody on the page at once; the last as long as the page where storage is forbidden. */
  set(value: T): void
  /** Tells when it is set; gives how to end that. */
  subscribe(listener: () => void): () => void
}

export type RememberedOptions<T> = {
  /** The name in this browser's storage. */
  readonly key: string
  /** What a stored text means; `null`: nothing is stored. Anything odd is the usual value. */
  readonly parse: (text: string | null) => T
  /** `null`: the usual, which needs no entry. */
  readonly format: (value: T) => string | null
  /** The page itself must follow: before the first paint and at each change. */
  readonly apply?: (value: T) => void
}

/** One choice of the reader's that this browser keeps and no link carries. */
export function remember<T>({ key, parse, format, apply }: RememberedOptions<T>): Remembered<T> {
  const listeners = new Set<() => void>()
  let current: { readonly value: T } | null = null

  function read(): T {
    current ??= { value: parse(readStored(key)) }
    return current.value
  }
  function set(value: T) {
    current = { value }
    store(key, format(value))
    apply?.(value)
    for (const listener of listeners) listener()
  }
  function subscribe(listener: () => void) {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }
  return { read, set, subscribe }
}

function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function store(key: string, text: string | null) {
  try {
    if (text === null) localStorage.removeItem(key)
    else localStorage.setItem(key, text)
  } catch {
    // Storage may be forbidden or full; the choice then lasts as long as the page.
  }
}
