import { useRouterState } from '@tanstack/react-router'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { type JobRef, useToRef } from '../jobs/job-ref.ts'
import { withFilter, withJob, withText } from '../jobs/job-search.ts'
import { useJobSearch } from '../jobs/use-job-search.ts'
import { useOpenPage } from '../jobs/use-open-page.ts'
import { pageNames, pagePaths } from './pages.ts'
import { actionItems, pageItems, usePaletteActions } from './palette-action-items.tsx'
import type { Choice, PaletteGroup } from './palette-item.ts'
import { idItems, jobItems } from './palette-job-items.tsx'
import { fieldItems, type ItemKit, listItems, suggestionItems } from './palette-list-items.tsx'
import { type Chip, withFiltersOf } from './typed-filters.ts'
import { useGoTo } from './use-go-to.ts'
import type { PaletteSearch } from './use-palette-search.ts'

/**
 * Everything that the palette offers for what is typed. What an answer of the server adds comes
 * last, so that nothing above it moves when it comes.
 */
export function usePaletteGroups(palette: PaletteSearch): readonly PaletteGroup[] {
  const messages = useMessages()
  const formats = useFormats()
  const { apply, openJob } = useWays()
  const goTo = useGoTo()
  const here = useRouterState({ select: ({ location }) => location.pathname })
  const actions = usePaletteActions()
  const kit: ItemKit = { messages, formats, palette, apply }
  const jobKit = { messages, palette, toRef: useToRef(), openJob }
  const { rest, open, filters, found } = palette
  const isNarrowed = open !== null || (rest === '' && filters.length > 0)
  const groups: readonly PaletteGroup[] = [
    { id: 'top', items: [...idItems(jobKit), ...listItems(kit)] },
    { id: 'filters', items: palette.jobId === null ? suggestionItems(kit) : [] },
    {
      id: 'actions',
      items: isNarrowed
        ? []
        : [
            ...actionItems(actions, rest),
            ...pageItems({
              pages: pageNames.filter((page) => pagePaths[page] !== here),
              words: messages.palette.pages,
              text: rest,
              goTo,
            }),
          ],
    },
    { id: 'fields', items: fieldItems(kit) },
    {
      id: 'jobs',
      items: jobItems(jobKit),
      ...(found &&
        found.jobCount > found.jobs.length && {
          note: messages.palette.newest(
            formats.number(found.jobs.length),
            formats.number(found.jobCount),
          ),
        }),
    },
  ]
  return groups.filter(({ items }) => items.length > 0)
}

/** Where a choice leads. */
function useWays() {
  const [search, change] = useJobSearch()
  const openPage = useOpenPage()
  return {
    apply(chips: readonly Chip[], text: string) {
      const filter = withFiltersOf(search.filter, chips)
      change(withFilter(search, text === '' ? filter : withText(filter, text)))
    },
    openJob(job: JobRef, { asPage }: Choice) {
      if (!asPage) return change(withJob(search, job))
      openPage(job)
    },
  }
}
