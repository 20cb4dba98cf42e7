export type CrowdFigures = { readonly calm: PartFigures; readonly storm: PartFigures }

type PartFigures = {
  /** Clients that read. */
  readonly readers: number
  readonly sent: number
  /** Each event to each reader. */
  readonly delivered: number
  /** Readers that lost their stream. */
  readonly lost: number
  /** Clients that the server cut at their cap. */
  readonly cut: number
  /** Of the server: the most that was resident, and the longest time that its loop stood still. */
  readonly rssMb: number
  readonly cpuPercent: number
  readonly lagMs: number
  /** From the commit to the arrival. */
  readonly p50Ms: number
  readonly p99Ms: number
  readonly mostMs: number
}

export type ServerFigures = {
  sent: number
  rssMb: number
  cpuShare: number
  lagMs: number
  cut: number
  clients: number
}
export type ClientFigures = { received: number; ended: number; latencies: number[] }

/** What is later counts as this. */
export const slowestMs = 10_000

/** `readers`: how many clients read. */
export function sumUp(
  server: ServerFigures,
  crowds: ClientFigures[],
  readers: number,
): PartFigures {
  const latencies = crowds.flatMap((crowd) => crowd.latencies).sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.floor((latencies.length - 1) * share)] ?? slowestMs
  return {
    readers,
    sent: server.sent,
    delivered: crowds.reduce((sum, crowd) => sum + crowd.received, 0),
    lost: crowds.reduce((sum, crowd) => sum + crowd.ended, 0),
    cut: server.cut,
    rssMb: Math.round(server.rssMb),
    cpuPercent: Math.round(server.cpuShare * 100),
    lagMs: Math.round(server.lagMs),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    mostMs: at(1),
  }
}
