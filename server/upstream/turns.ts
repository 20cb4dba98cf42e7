import type { CallPurpose } from '../jobs/job-source.ts'

/** Who is next. The urgent go first, but nobody who waits is passed over for ever. */
export type Turns<Waiter> = {
  add(purpose: CallPurpose, waiter: Waiter): void
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
  const queues: Record<CallPurpose, Waiter[]> = { person: [], active: [], head: [], sweep: [] }
  // Head and sweep are the background: together they get a turn in four however many people wait.
  const root: Branch = {
    urgent: { urgent: 'person', patient: 'active', passedOver: 0 },
    patient: { urgent: 'head', patient: 'sweep', passedOver: 0 },
    passedOver: 0,
  }

  function waits(node: Node): boolean {
    if (typeof node === 'string') return queues[node].length > 0
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
    add: (purpose, waiter) => queues[purpose].push(waiter),
    remove(purpose, waiter) {
      const index = queues[purpose].indexOf(waiter)
      if (index >= 0) queues[purpose].splice(index, 1)
    },
    next: (personFirst = false) => (personFirst ? queues.person.shift() : undefined) ?? take(root),
    isEmpty: () => !waits(root),
  }
}
