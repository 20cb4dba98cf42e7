import type { TypedResponse } from 'hono'
import type { JobStore } from '../jobs/job-store.ts'
import type { Sight } from './sight.ts'
import { toJsonReply, type Zippable, zippable } from './zippable.ts'

/** A good reply as it goes out; its type is that of the body before it was written. */
type Written<Body> = Response & TypedResponse<Body, 200, 'json'>

export type ReplyMemory = {
  /** Reads and writes the reply once for all who see and ask the same before the next change. */
  recall<Body extends object>(question: Question, read: () => Promise<Body>): Promise<Written<Body>>
}

export type Question = {
  /** Whose question it is: another's reply is not theirs. */
  readonly of: Pick<Sight, 'key'>
  /** How new the reply is; `null`: not known, or not for long, so that it is read for each. */
  readonly asOf: string | null
  readonly url: string
  /** In what form it may come. */
  readonly acceptEncoding: string | undefined
}

/** Each about 25 KB for a page of 50 jobs. */
const keptReplies = 128
/** Rows are confirmed also where nothing changes and `asOf` stands still. */
const keptMs = 2000

/**
 * Replies, each of a question as of a moment, that stay right until a job changes or the mirror is newer than it was: an event sends
 * every open page for the same few of them.
 */
export function createReplyMemory(
  store: Pick<JobStore, 'onEvent'>,
  monotonicMs: () => number = () => performance.now(),
): ReplyMemory {
  const replies = new Map<string, { readonly atMs: number; readonly reply: Promise<Zippable> }>()
  store.onEvent(() => replies.clear())

  function remember(question: string, read: () => Promise<Zippable>) {
    const known = replies.get(question)
    const atMs = monotonicMs()
    if (known && atMs - known.atMs < keptMs) return known.reply
    const reply = read()
    const oldest = replies.keys().next()
    if (!oldest.done && replies.size >= keptReplies) replies.delete(oldest.value)
    replies.set(question, { atMs, reply })
    reply.catch(() => replies.get(question)?.reply === reply && replies.delete(question))
    return reply
  }

  return {
    async recall({ of, asOf, url, acceptEncoding }, read) {
      const write = async () => zippable(new TextEncoder().encode(JSON.stringify(await read())))
      const body = await (asOf === null
        ? write()
        : remember(JSON.stringify([of.key, asOf, url]), write))
      const reply = await toJsonReply(body, acceptEncoding)
      return reply as Written<Awaited<ReturnType<typeof read>>>
    },
  }
}
