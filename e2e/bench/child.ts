import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { memoryFlags } from '../servers.ts'

/** A script in a process of its own, which answers messages one after the other. */
export type Child = {
  readonly pid: number
  ask<Reply>(message: object): Promise<Reply>
  stop(): Promise<void>
}

/** One that says when it is ready, and what for. */
export async function startChild<Ready>(
  script: string,
  ...args: readonly string[]
): Promise<{ child: Child; ready: Ready }> {
  const child = forkScript(script, args)
  const ready = await hear<Ready>(child)
  return { ready, child: toChild(child) }
}

/** One that says nothing before it is asked. */
export function startSilentChild(script: string, ...args: readonly string[]): Child {
  return toChild(forkScript(script, args))
}

function forkScript(script: string, args: readonly string[]): ChildProcess {
  const options = { execArgv: memoryFlags, serialization: 'advanced' } as const
  return fork(join(import.meta.dirname, script), [...args], options)
}

function toChild(child: ChildProcess): Child {
  return {
    pid: child.pid ?? 0,
    ask<Reply>(message: object) {
      const reply = hear<Reply>(child)
      child.send(message)
      return reply
    },
    async stop() {
      if (child.exitCode !== null) return
      const exit = once(child, 'exit')
      child.disconnect()
      await exit
    },
  }
}

async function hear<Reply>(child: ChildProcess): Promise<Reply> {
  const left = new AbortController()
  const { signal } = left
  try {
    const [reply] = await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(([code]) => {
        throw new Error(`a process of the bench ended with ${code}`)
      }),
    ])
    return reply as Reply
  } finally {
    left.abort()
  }
}

/** In the child: says what is ready, answers each message, and ends with the parent. */
export function serveParent<Message>(
  ready: object,
  work: (message: Message) => Promise<object>,
  end: () => Promise<void>,
) {
  process.on('message', (message) => {
    void work(message as Message).then((reply) => process.send?.(reply))
  })
  process.on('disconnect', () => void end().finally(() => process.exit()))
  process.send?.(ready)
}
