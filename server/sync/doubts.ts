import type { AskById } from './ask-by-id.ts'
import type { Mirror } from './mirror.ts'

export type DoubtParts = {
  readonly mirror: Pick<Mirror, 'doubtfulJobIds'>
  readonly askById: AskById
  /** Some gave no clear answer and are left for after the next walk. */
  readonly onLeft: () => void
}

const atATime = 50

/** The jobs that walks did not list: each is asked for by id once after a walk. */
export function createDoubts({ mirror, askById, onLeft }: DoubtParts) {
  let isOpen = false
  let hasLeft = false
  let queue: string[] = []
  const asked = new Set<string>()

  async function fill() {
    const ids = await mirror.doubtfulJobIds(asked.size + atATime)
    queue = ids.filter((jobId) => !asked.has(jobId))
    if (queue.length > 0) return
    isOpen = false
    if (hasLeft) onLeft()
  }

  return {
    /** A settled walk has ended. */
    open() {
      isOpen = true
      hasLeft = false
      queue = []
      asked.clear()
    },
    /** At most one call. `false`: there is nobody to ask for. Never throws. */
    async askNext(): Promise<boolean> {
      if (isOpen && queue.length === 0) await fill().catch(() => null)
      const jobId = queue.shift()
      if (jobId === undefined) return false
      asked.add(jobId)
      const answer = await askById(jobId, 'sweep').catch(() => 'unclear')
      if (answer === 'unclear') hasLeft = true
      return true
    },
  }
}
