/** A job as the emulator's control tells it; `status` is the upstream's number. */
export type EmulatedJob = {
  readonly jobId: string
  readonly status: number
  /** Epoch milliseconds. */
  readonly createdAt: number
}

/** What the page calls the statuses 0 to 3. */
export const statusWords = ['Initializing', 'Running', 'Completed', 'Interrupted'] as const

export type EmulatedWorld = ReturnType<typeof emulatedWorld>

/** The jobs behind an emulator, by hand, over its control port. */
export function emulatedWorld(control: string) {
  async function ask<T>(method: string, path: string, body?: object): Promise<T> {
    const reply = await fetch(control + path, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`)
    return (await reply.json()) as T
  }
  return {
    /** What is not given is made up: now, and initializing. */
    create: (given: object = {}) => ask<EmulatedJob>('POST', '/world/jobs', given),
    advance: (jobId: string, status: number) =>
      ask<EmulatedJob>('PATCH', `/world/jobs/${jobId}`, { status }),
    remove: (jobId: string) => ask<EmulatedJob>('DELETE', `/world/jobs/${jobId}`),
    /** Newest first. */
    jobs: () => ask<EmulatedJob[]>('GET', '/world/jobs'),
    /** Calls that reached the gateway since they were forgotten. */
    calls: async () => (await ask<{ calls: number }>('GET', '/arrivals')).calls,
    forgetCalls: () => ask<object>('DELETE', '/arrivals'),
  }
}
