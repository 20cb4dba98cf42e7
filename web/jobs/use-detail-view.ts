import { useNavigate } from '@tanstack/react-router'
import { type DetailTab, type RouteView, writeJobSearch } from './job-search.ts'
import { useJobSearch } from './use-job-search.ts'

type DetailView = { readonly tab: DetailTab | null; readonly route: RouteView | null }

/** Which face of a job is shown, on whichever page it is: part of the link, no step in the history. */
export function useDetailView(): [DetailView, (view: Partial<DetailView>) => void] {
  const [search] = useJobSearch()
  const navigate = useNavigate()
  const { tab, route } = search
  return [
    { tab, route },
    (view) =>
      void navigate({ to: '.', search: writeJobSearch({ ...search, ...view }), replace: true }),
  ]
}
