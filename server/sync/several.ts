export type SeveralParts<Item> = {
  /** May another one begin? */
  readonly isOn: () => boolean
  readonly atOnce: () => number
  readonly nameOf: (item: Item) => string
}

/** Does something with several items at once, as many as there may be. */
export function createSeveral<Item>({ isOn, atOnce, nameOf }: SeveralParts<Item>) {
  const busy = new Map<string, Promise<void>>()
  let failures: unknown[] = []

  return {
    isBusy: (item: Item) => busy.has(nameOf(item)),
    /**
     * With the next one again and again; throws what failed first once none is under way. Ends before
     * that where it is enough: what is still under way goes on beside what comes after.
     */
    async work(
      work: (item: Item) => Promise<void>,
      next: () => Item | null,
      isEnough: () => boolean = () => false,
    ): Promise<void> {
      const begin = async (item: Item) => {
        await work(item).catch((error) => failures.push(error))
        busy.delete(nameOf(item))
      }
      for (;;) {
        while (isOn() && failures.length === 0 && busy.size < atOnce()) {
          const item = next()
          if (item === null) break
          busy.set(nameOf(item), begin(item))
        }
        if (busy.size === 0) break
        if (failures.length === 0 && isEnough()) return
        await Promise.race(busy.values())
      }
      if (failures.length > 0) throw failures[0]
    },
    /** Waits until nothing is under way, and forgets what failed: with all work, however it went. */
    async end(): Promise<void> {
      await Promise.all(busy.values())
      failures = []
    },
  }
}
