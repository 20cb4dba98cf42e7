import type { Act, Schedule } from './random-schedule.ts'

const wait = (ms: number): Act => ({ do: 'wait', ms })
const step = (job: number): Act => ({ do: 'step', job })
const restart = (downMs: number): Act => ({ do: 'restart', downMs })
const newJobs = (count: number): readonly Act[] =>
  Array.from({ length: count }, () => ({ do: 'create', status: 'initializing' }))

/** Schedules after which a mirror once claimed what was not so. */
export const keptSchedules: readonly Schedule[] = [
  // A look that was sent later but looked up earlier took a job back that only went on.
  {
    seed: 320303756,
    jobs: 0,
    acts: [
      { do: 'mood', mood: 'slow', ms: 200000 },
      ...newJobs(8),
      wait(6000),
      wait(463),
      restart(473),
      wait(260),
      step(251),
      wait(323),
      step(997),
      step(809),
      ...newJobs(2),
      step(152),
      step(111),
      wait(552),
      wait(455),
      step(16),
      ...newJobs(1),
      step(837),
      step(59),
      wait(867),
      wait(239),
      ...newJobs(1),
      step(449),
      step(186),
      step(381),
      wait(396),
      restart(50),
      wait(460),
      restart(394),
      wait(454),
      wait(517),
      step(416),
      wait(708),
      wait(605),
      ...newJobs(1),
      step(554),
      step(540),
      wait(364),
    ],
  },
  // An id that another job had by then went on with the past of the one before.
  { seed: 0, jobs: 1, acts: [wait(30), { do: 'reuse', job: 0 }] },
  // A process ended between a gap and the next page: the next one recorded the gap again.
  {
    seed: 584583396,
    jobs: 10,
    acts: [
      ...newJobs(8),
      wait(3000),
      restart(40_000),
      wait(251),
      { do: 'mood', mood: 'unreachable', ms: 34_000 },
      restart(40_000),
      restart(0),
    ],
  },
]
