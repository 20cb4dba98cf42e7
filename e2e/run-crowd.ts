import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { CrowdFigures } from './crowd-figures.ts'

const script = join(import.meta.dirname, 'event-crowd.ts')

export type Crowd = {
  readonly clients: number
  readonly seconds: number
  readonly stalled: number
  readonly readers: number
}

/** Runs the measurement in processes of its own, so that nobody's work counts for another's. */
export function runCrowd(crowd: Crowd): Promise<CrowdFigures> {
  const args = Object.entries(crowd).flatMap(([name, value]) => [`--${name}`, String(value)])
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(output) as CrowdFigures)
      else reject(new Error(`${script} ended with ${code}: ${output}`))
    })
  })
}
