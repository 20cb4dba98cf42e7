import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** Answers each message of the parent, one after the other. */
export function answer<Message, Reply>(work: (message: Message) => Promise<Reply>) {
  process.on('disconnect', () => process.exit())
  process.on('message', (message) => {
    void work(message as Message).then((reply) => process.send?.(reply as object))
  })
}

/** The next word of a child. */
export async function hear<Reply>(child: ChildProcess): Promise<Reply> {
  const [reply] = await once(child, 'message')
  return reply as Reply
}

export function ask<Reply>(child: ChildProcess, message: object): Promise<Reply> {
  const reply = hear<Reply>(child)
  child.send(message)
  return reply
}
