import { setImmediate } from 'node:timers/promises'

/** Runs what gives up its turn on the way. All that is done at once shares the turns. */
export type Stepper = {
  /** `version` tells whether what it reads has changed meanwhile: then it begins again. */
  run<Result>(work: () => Generator<void, Result>, version: () => number): Promise<Result>
}

/** Where it changes all the time, the last attempt is made in one go. */
const mostAttempts = 4

export function createStepper(): Stepper {
  let lastTurn: Promise<unknown> = Promise.resolve()

  /** Everybody else's input and output comes first, and whoever of ours waits longer. */
  function giveUpTurn() {
    lastTurn = lastTurn.then(() => setImmediate())
    return lastTurn
  }

  return {
    async run(work, version) {
      for (let attempt = 1; ; attempt++) {
        const begun = version()
        const steps = work()
        let step = steps.next()
        while (!step.done && version() === begun) {
          if (attempt < mostAttempts) await giveUpTurn()
          if (version() === begun) step = steps.next()
        }
        if (step.done) return step.value
      }
    },
  }
}
