import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { SearchParams } from '../search-params.ts'
import { type JobSearch, readJobSearch, writeJobSearch } from './job-search.ts'

export type ChangeSearch = (search: JobSearch, how?: { replace?: boolean }) => void

/** The query of the page that is open, and the way to another one: pushed, unless told otherwise. */
export function useJobSearch(): [JobSearch, ChangeSearch] {
  const params: SearchParams = useSearch({ strict: false })
  const navigate = useNavigate()
  const search = useMemo(() => readJobSearch(params), [params])
  const change: ChangeSearch = useCallback(
    (next, { replace = false } = {}) =>
      void navigate({ to: '/jobs', search: writeJobSearch(next), replace }),
    [navigate],
  )
  return [search, change]
}
