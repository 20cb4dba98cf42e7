import type { MirroredJob } from '../jobs/job.ts'
import type { ExportScope } from './export-scope.ts'

/**
 * A line of JSON each: `{"export":…}`, what the file holds; the jobs as `/api/jobs` has them, each
 * with `asOf`; `{"end":{"jobs":n,"complete":true}}`. A file without its end was cut off.
 */
export const ndjson = {
  contentType: 'application/x-ndjson; charset=utf-8',
  extension: 'ndjson',
  head: (scope: ExportScope) => writeLine({ export: scope }),
  row: (job: MirroredJob, { asOf }: ExportScope) => writeLine({ ...job, asOf }),
  end: (jobs: number) => writeLine({ end: { jobs, complete: true } }),
}

function writeLine(value: object): string {
  return `${JSON.stringify(value)}\n`
}
