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

/** A column that the list can be sorted by carries the sort's name as its id. */
export function sortOf(columnId: string): JobSort['by'] | null {
  return sortKeys.find((key) => key === columnId) ?? null
}
