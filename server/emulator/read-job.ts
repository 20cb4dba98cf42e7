import type { WorldJob } from './job-rows.ts'

type Check = { must: string; isRight(value: unknown): boolean }

/** A row keeps its status in one byte. */
const status: Check = { must: 'a whole number from 0 to 255', isRight: isWholeUpTo(255) }
const whole: Check = {
  must: 'a whole number of 0 or more',
  isRight: isWholeUpTo(Number.MAX_SAFE_INTEGER),
}
const text: Check = {
  must: 'a text that is not empty',
  isRight: (value) => typeof value === 'string' && value !== '',
}
const instance: Check = { must: 'an instance {id, name, region}', isRight: isInstance }
const instances: Check = {
  must: 'a list of instances {id, name, region}',
  isRight: (value) => Array.isArray(value) && value.every(isInstance),
}

const checks: Record<keyof WorldJob, Check> = {
  jobId: text,
  productKey: text,
  strategy: whole,
  sourceUid: text,
  source: instance,
  targetUid: text,
  targets: instances,
  deviceCount: whole,
  createdAt: whole,
  status,
}

/** Checks what came from outside as parts of a job. Throws an `Error` that names what is wrong. */
export function readJob(value: unknown): Partial<WorldJob> {
  const fields = readFields(value)
  for (const [name, given] of Object.entries(fields)) {
    if (!Object.hasOwn(checks, name)) {
      throw new Error(`A job has no "${name}"; it has ${Object.keys(checks).join(', ')}`)
    }
    const { must, isRight } = checks[name as keyof WorldJob]
    if (!isRight(given)) throw new Error(`"${name}" must be ${must}`)
  }
  return fields
}

/** The same for a change: a status and nothing else. */
export function readStatus(value: unknown): number {
  const fields = readFields(value)
  const [odd] = Object.keys(fields).filter((name) => name !== 'status')
  if (odd !== undefined) throw new Error(`Only "status" can be changed, not "${odd}"`)
  if (!status.isRight(fields.status)) throw new Error(`"status" must be ${status.must}`)
  return fields.status as number
}

function readFields(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('A job is a JSON object')
  }
  return value as Record<string, unknown>
}

function isWholeUpTo(most: number) {
  return (value: unknown) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most
}

function isInstance(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { id, name, region, ...others } = value as Record<string, unknown>
  const areTexts = [id, name, region].every((part) => typeof part === 'string')
  return areTexts && Object.keys(others).length === 0
}
