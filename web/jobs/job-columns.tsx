import type { ReactNode } from 'react'
import { type JobSort, sortKeys } from '../../server/jobs/job-filter.ts'
import {
  AccountCell,
  type CellProps,
  ConnectionCell,
  CreatedCell,
  DevicesCell,
  IdCell,
  ObservedCell,
  ProductCell,
  SourceCell,
  StatusCell,
  StrategyCell,
  TargetsCell,
} from './job-cells.tsx'
import type { ColumnId } from './list-view.ts'

export const cellOf: Readonly<Record<ColumnId, (props: CellProps) => ReactNode>> = {
  status: StatusCell,
  jobId: IdCell,
  connection: ConnectionCell,
  productKey: ProductCell,
  deviceCount: DevicesCell,
  source: SourceCell,
  targets: TargetsCell,
  strategy: StrategyCell,
  targetUid: AccountCell,
  createdAt: CreatedCell,
  statusSince: ObservedCell,
}

/** With `two` for a column whose cells have two lines. */
export const cellClasses: Readonly<Record<ColumnId, string>> = {
  status: 'c-status',
  jobId: 'c-jobId',
  connection: 'c-connection',
  productKey: 'c-productKey',
  deviceCount: 'c-deviceCount',
  source: 'c-source two',
  targets: 'c-targets two',
  strategy: 'c-strategy',
  targetUid: 'c-targetUid',
  createdAt: 'c-createdAt two',
  statusSince: 'c-statusSince two',
}

/** A column that the list can be sorted by carries the sort's name as its id. */
export function sortOf(columnId: string): JobSort['by'] | null {
  return sortKeys.find((key) => key === columnId) ?? null
}
