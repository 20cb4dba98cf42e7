import type { CallPurpose } from '../jobs/job-source.ts'

/** Who is next. The urgent go first, but nobody who waits is passed over for ever. */
export type Turns<Waiter> = {
  /** `owner`: whose call it is. Owners take turns within a purpose, however many calls one has. */
  add(purpose: CallPurpose, waiter: Waiter, owner?: string): void
  /** Takes it out of the queue, where it still waits. */
  remove(purpose: CallPurpose, waiter: Waiter): void
  /** `personFirst`: where turns are so rare that a person would wait too long for a fair one. */
  next(personFirst?: boolean): Waiter | undefined
  isEmpty(): boolean
}

type Branch = { readonly urgent: Node; readonly patient: Node; passedOver: number }
type Node = CallPurpose | Branch

/** Of two sides that both wait, the patient one gets every fourth turn. */
const mostPassedOver = 3

export function createTurns<Waiter>(): Turns<Waiter> {
  const queues: Record<CallPurpose, Lines<Waiter>> = {
    person: createLines(),
    active: createLines(),
    head: createLines(),
    sweep: createLines(),
  }
  // Head and sweep are the background: together they get a turn in four however many people wait.
  const root: Branch = {
    urgent: { urgent: 'person', patient: 'active', passedOver: 0 },
    patient: { urgent: 'head', patient: 'sweep', passedOver: 0 },
    passedOver: 0,
  }

  function waits(node: Node): boolean {
    if (typeof node === 'string') return !queues[node].isEmpty()
    return waits(node.urgent) || waits(node.patient)
  }

  function take(node: Node): Waiter | undefined {
    if (typeof node === 'string') return queues[node].shift()
    const patientWaits = waits(node.patient)
    if (waits(node.urgent) && !(patientWaits && node.passedOver >= mostPassedOver)) {
      node.passedOver = patientWaits ? node.passedOver + 1 : 0
      return take(node.urgent)
    }
    node.passedOver = 0
    return take(node.patient)
  }

  return {
    add: (purpose, waiter, owner = '') => queues[purpose].push(waiter, owner),
    remove: (purpose, waiter) => queues[purpose].remove(waiter),
    next: (personFirst = false) => (personFirst ? queues.person.shift() : undefined) ?? take(root),
    isEmpty: () => !waits(root),
  }
}

type Lines<Waiter> = {
  push(waiter: Waiter, owner: string): void
  remove(waiter: Waiter): void
  shift(): Waiter | undefined
  isEmpty(): boolean
}

/** A queue for each owner; the one at the front of the map is next, and then goes to its end. */
function createLines<Waiter>(): Lines<Waiter> {
  const lines = new Map<string, Waiter[]>()

  return {
    push(waiter, owner) {
      const line = lines.get(owner)
      if (line) line.push(waiter)
      else lines.set(owner, [waiter])
    },
    remove(waiter) {
      for (const [owner, line] of lines) {
        const index = line.indexOf(waiter)
        if (index >= 0) line.splice(index, 1)
        if (line.length === 0) lines.delete(owner)
      }
    },
    shift() {
      for (const [owner, line] of lines) {
        const waiter = line.shift()
        lines.delete(owner)
        if (line.length > 0) lines.set(owner, line)
        return waiter
      }
      return undefined
    },
    isEmpty: () => lines.size === 0,
  }
}
