import { createColumnHelper, tableFeatures } from '@tanstack/react-table'
import { type JobSort, sortKeys } from '../../server/jobs/job-filter.ts'
import type { MirroredJob } from '../api/client.ts'
import type { Messages } from '../i18n/en.ts'
import { useMessages } from '../i18n/language.tsx'
import type { SearchParams } from '../search-params.ts'
import {
  AccountCell,
  CreatedCell,
  DevicesCell,
  IdCell,
  ObservedCell,
  SourceCell,
  StatusCell,
  StrategyCell,
  TargetsCell,
} from './job-cells.tsx'

/** A job as a row of the list. */
export type JobRow = {
  readonly job: MirroredJob
  /** It is no longer what the filter asks for. */
  readonly left: boolean
  /** The page's own query with this job's drawer open. */
  readonly to: SearchParams
  /** The one row of the table that Tab reaches. */
  readonly isTabStop: boolean
}

/** Sorting, filtering and paging belong to the server: the bare table is enough. */
export const jobTableFeatures = tableFeatures({})

const column = createColumnHelper<typeof jobTableFeatures, JobRow>()

function heading(name: keyof Messages['list']['table']['columns']) {
  return function ColumnHeading() {
    return useMessages().list.table.columns[name]
  }
}

export const jobColumns = column.columns([
  column.display({
    id: 'status',
    header: heading('status'),
    cell: ({ row }) => <StatusCell job={row.original.job} left={row.original.left} />,
  }),
  column.display({
    id: 'jobId',
    header: heading('jobId'),
    cell: ({ row: { original } }) => (
      <IdCell job={original.job} to={original.to} tabbable={original.isTabStop} />
    ),
  }),
  column.display({
    id: 'productKey',
    header: heading('productKey'),
    cell: ({ row }) => <code>{row.original.job.productKey}</code>,
  }),
  column.display({
    id: 'deviceCount',
    header: heading('devices'),
    cell: ({ row }) => <DevicesCell job={row.original.job} />,
  }),
  column.display({
    id: 'source',
    header: heading('source'),
    cell: ({ row }) => <SourceCell job={row.original.job} />,
  }),
  column.display({
    id: 'targets',
    header: heading('targets'),
    cell: ({ row }) => <TargetsCell job={row.original.job} />,
  }),
  column.display({
    id: 'strategy',
    header: heading('strategy'),
    cell: ({ row }) => <StrategyCell job={row.original.job} />,
  }),
  column.display({
    id: 'targetUid',
    header: heading('targetUid'),
    cell: ({ row }) => <AccountCell job={row.original.job} />,
  }),
  column.display({
    id: 'createdAt',
    header: heading('created'),
    cell: ({ row }) => <CreatedCell job={row.original.job} />,
  }),
  column.display({
    id: 'statusSince',
    header: heading('observed'),
    cell: ({ row }) => <ObservedCell job={row.original.job} />,
  }),
])

/** A column that the list can be sorted by carries the sort's name as its id. */
export function sortOf(columnId: string): JobSort['by'] | null {
  return sortKeys.find((key) => key === columnId) ?? null
}
