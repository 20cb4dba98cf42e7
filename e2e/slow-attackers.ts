import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { answer } from './processes.ts'

/*
 * Clients that mean harm, in a process of its own (`slow-attackers.spec.ts` starts it): some never
 * end their head, some never end their body, some never read their replies.
 */

export type AttackKind = 'head' | 'body' | 'read'
export type Attack = {
  readonly port: number
  readonly connections: number
  /** From so many addresses of this machine. */
  readonly addresses: number
  /** The path of a file that anybody may have. */
  readonly file: string
}
export type AttackOrder =
  | { readonly open: Attack }
  /** `waitMs`: since it was opened; then whoever is still there counts as not cut. */
  | { readonly ends: { readonly waitMs: number } }
  | { readonly drop: true }

/** Of one kind: how many were cut, how many were not, and how long the last of them was there. */
export type Ends = Record<AttackKind, { cut: number; left: number; mostMs: number }>

type Attacker = { kind: AttackKind; socket: Socket; openedMs: number; endedMs: number | null }

const kinds: readonly AttackKind[] = ['read', 'body', 'head']
const shares: Readonly<Record<AttackKind, number>> = { read: 0.2, body: 0.4, head: 0.4 }
/** More than the system takes for somebody who reads nothing. */
const pipelined = 12
let attackers: Attacker[] = []

function open(kind: AttackKind, { port, file }: Attack, localAddress: string): Attacker {
  const socket = connect({ port, host: '127.0.0.1', localAddress })
  const attacker: Attacker = { kind, socket, openedMs: performance.now(), endedMs: null }
  socket.on('error', () => {})
  socket.on('close', () => {
    attacker.endedMs ??= performance.now()
  })
  const host = `Host: 127.0.0.1:${port}\r\n`
  if (kind === 'read') {
    socket.pause()
    socket.write(`GET ${file} HTTP/1.1\r\n${host}\r\n`.repeat(pipelined))
    return attacker
  }
  socket.resume()
  socket.write(
    kind === 'head'
      ? `GET /jobs HTTP/1.1\r\n${host}`
      : `POST /api/session/launch HTTP/1.1\r\n${host}X-Waybill: 1\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n`,
  )
  const timer = setInterval(() => socket.write(kind === 'head' ? 'X-Slow: 1\r\n' : ' '), 1000)
  socket.once('close', () => clearInterval(timer))
  return attacker
}

/**
 * Not all at once: it is those that stay that are to do harm, not what they come with. First those
 * that do not read, each of whom is sent megabytes before anything of it counts as unsent.
 */
async function openAll(attack: Attack) {
  for (const kind of kinds) {
    const count = attack.connections * shares[kind]
    for (let at = 0; at < count; at += 1) {
      attackers.push(open(kind, attack, `127.0.0.${2 + (at % attack.addresses)}`))
      await sleep(kind === 'read' ? 25 : 2)
    }
    if (kind === 'read') await sleep(attack.connections)
  }
}

/** Those who did not read learn that they were cut when they begin to. */
async function waitForEnds(waitMs: number): Promise<Ends> {
  const isOver = () => attackers.every(({ endedMs }) => endedMs !== null)
  const readers = attackers.filter(({ kind }) => kind === 'read')
  const untilMs = waitMs + Math.max(...attackers.map(({ openedMs }) => openedMs))
  while (performance.now() < untilMs && !isOver()) await sleep(100)
  const atMs = performance.now()
  for (const { socket } of readers) socket.resume()
  await sleep(2000)
  const ends = {} as Ends
  for (const kind of kinds) {
    const ofKind = attackers.filter((attacker) => attacker.kind === kind)
    const stayed = ofKind.map(({ openedMs, endedMs }) =>
      // One that reads what was sent to it before it was cut was not there that long.
      endedMs === null ? null : Math.min(endedMs, kind === 'read' ? atMs : endedMs) - openedMs,
    )
    const cut = stayed.filter((ms) => ms !== null)
    ends[kind] = {
      cut: cut.length,
      left: stayed.length - cut.length,
      mostMs: Math.round(Math.max(0, ...cut)),
    }
  }
  return ends
}

function drop() {
  for (const { socket } of attackers) socket.destroy()
  attackers = []
}

answer(async (order: AttackOrder) => {
  if ('open' in order) await openAll(order.open)
  if ('drop' in order) drop()
  if (!('ends' in order)) return { done: true }
  const ends = await waitForEnds(order.ends.waitMs)
  drop()
  return ends
})
