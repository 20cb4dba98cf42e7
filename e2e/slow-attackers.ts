import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { answer } from './processes.ts'
import {
  type Attack,
  type AttackKind,
  type AttackOrder,
  addressOf,
  attackKinds,
  type CutCounts,
  shares,
} from './slow-attacks.ts'

/*
 * Clients that mean harm, in a process of its own (`slow-attackers.spec.ts` starts it): some never
 * end their head, some never end their body, some never read their replies, some sip at them.
 */

/** More than the system takes for somebody who reads nothing, and no more than may wait. */
const pipelined = 16
const sipBytes = 1024
const sipEveryMs = 1000

type Attacker = { readonly kind: AttackKind; readonly socket: Socket; isCut: boolean }
let attackers: Attacker[] = []
let isSipping = true

/** Resolves once it has said what it says at first. */
async function open(kind: AttackKind, { port, file }: Attack, localAddress: string) {
  const socket = connect({
    port,
    host: '127.0.0.1',
    localAddress,
    // As much is read at once, and then no more before somebody says so.
    ...(kind === 'sip' && {
      onread: { buffer: new Uint8Array(sipBytes), callback: () => !isSipping },
    }),
  })
  const attacker: Attacker = { kind, socket, isCut: false }
  attackers.push(attacker)
  socket.on('error', () => {})
  socket.once('close', () => {
    attacker.isCut = true
  })
  const host = `Host: 127.0.0.1:${port}\r\n`
  if (kind === 'read' || kind === 'sip') {
    socket.pause()
    if (kind === 'sip') every(sipEveryMs, socket, () => void socket.resume())
    socket.write(`GET ${file} HTTP/1.1\r\n${host}\r\n`.repeat(pipelined))
  } else {
    socket.resume()
    socket.write(
      kind === 'head'
        ? `GET /jobs HTTP/1.1\r\n${host}`
        : `POST /api/session/launch HTTP/1.1\r\n${host}X-Waybill: 1\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n`,
    )
    every(1000, socket, () => void socket.write(kind === 'head' ? 'X-Slow: 1\r\n' : ' '))
  }
  if (socket.connecting) await once(socket, 'connect').catch(() => {})
}

function every(ms: number, socket: Socket, act: () => void) {
  const timer = setInterval(act, ms)
  socket.once('close', () => clearInterval(timer))
}

/**
 * Not all at once: it is those that stay that are to do harm, not what they come with. First those
 * that do not read, each of whom is sent megabytes before anything of it counts as unsent.
 */
async function openAll(attack: Attack) {
  for (const kind of attackKinds) {
    const isReader = kind === 'read' || kind === 'sip'
    const count = attack.connections * shares[kind]
    for (let at = 0; at < count; at += 1) {
      await open(kind, attack, addressOf(kind, at % attack.addresses))
      await sleep(isReader ? 25 : 2)
    }
  }
}

const longestLookMs = 10_000

async function countCut(): Promise<CutCounts> {
  isSipping = false
  for (const { socket } of attackers) socket.resume()
  const untilMs = performance.now() + longestLookMs
  while (performance.now() < untilMs && !attackers.every(({ isCut }) => isCut)) await sleep(50)
  const cutOf = (kind: AttackKind) =>
    attackers.filter((attacker) => attacker.kind === kind && attacker.isCut).length
  return { read: cutOf('read'), sip: cutOf('sip'), body: cutOf('body'), head: cutOf('head') }
}

function drop() {
  for (const { socket } of attackers) socket.destroy()
  attackers = []
}

answer(async (order: AttackOrder): Promise<object> => {
  if ('open' in order) await openAll(order.open)
  if ('drop' in order) drop()
  return 'countCut' in order ? countCut() : { done: true }
})
