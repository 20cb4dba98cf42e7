import { Copy, Table2, X } from 'lucide-react'
import { type ReactNode, Suspense, useMemo, useRef, useState } from 'react'
import type { MirroredJob } from '../api/client.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { toSearchText } from '../search-params.ts'
import { basePath } from '../served-page.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/button.tsx'
import { copyText } from '../ui/copy-text.ts'
import { lazyNamed } from '../ui/lazy-named.ts'
import { usualColumns } from './column-layout.ts'
import { type JobSearch, withoutJob, writeJobSearch } from './job-search.ts'
import { jobsMarkdown } from './jobs-markdown.ts'
import { useListView } from './remembered-view.ts'
import { type Selection, selectedJobs } from './selection.ts'
import type { ChangeSearch } from './use-job-search.ts'

const CopyFailed = lazyNamed(async () => (await import('../ui/copy-failed.tsx')).CopyFailed)

type SelectionBarProps = {
  selection: Selection
  rows: readonly MirroredJob[]
  search: JobSearch
  change: ChangeSearch
  /** What else can be done with them. */
  children?: (jobs: readonly MirroredJob[]) => ReactNode
}

/** What can be done with the selected rows; lies over the end of the table and moves no row. */
export function SelectionBar(props: SelectionBarProps) {
  return props.selection.selected.size > 0 && <Bar {...props} />
}

function Bar({ selection, rows, search, change, children }: SelectionBarProps) {
  const words = useMessages().tableTools.select
  const formats = useFormats()
  const { selected } = selection
  // Looks at every row, of which there may be a hundred thousand.
  const { jobs, elsewhere } = useMemo(() => selectedJobs(selected, rows), [selected, rows])
  const count = formats.number(jobs.length)
  return (
    <section aria-label={words.region} className="selection-bar">
      <p className="px-1 whitespace-nowrap tabular-nums">
        <b className="font-medium">{words.count(jobs.length, count)}</b>
        {elsewhere > 0 && (
          <span className="ml-2 text-text-3 max-sm:block max-sm:ml-0 max-sm:text-12">
            {words.elsewhere(formats.number(elsewhere))}
          </span>
        )}
      </p>
      <CopyActions jobs={jobs} search={search} change={change} />
      {children?.(jobs)}
      <Button
        kind="icon"
        aria-label={words.clear}
        aria-keyshortcuts="Escape"
        title={`${words.clear} (Esc)`}
        onClick={() => {
          selection.clear()
          announce(words.cleared)
        }}
      >
        <X aria-hidden="true" strokeWidth={2.25} />
      </Button>
    </section>
  )
}

type CopyActionsProps = {
  jobs: readonly MirroredJob[]
  search: JobSearch
  change: ChangeSearch
}

function CopyActions({ jobs, search, change }: CopyActionsProps) {
  const messages = useMessages()
  const formats = useFormats()
  const words = messages.tableTools.select
  const { hasMany, ...view } = useListView(search, change)
  const columns = view.columns ?? usualColumns(hasMany)
  const [failed, setFailed] = useState<string | null>(null)
  const anchor = useRef<HTMLButtonElement>(null)
  const count = formats.number(jobs.length)

  async function copy(text: string, said: string) {
    if (await copyText(text)) announce(said)
    else setFailed(text)
  }
  const ids = () => jobs.map(({ jobId }) => jobId).join('\n')
  const markdown = () =>
    jobsMarkdown({
      jobs,
      columns: columns.map(({ id }) => id),
      hasMany,
      messages,
      formats,
      origin: window.location.origin + basePath(),
      listText: toSearchText(writeJobSearch(withoutJob(search))),
      nowMs: Date.now(),
    })
  return (
    <>
      <Button
        ref={anchor}
        aria-label={words.copyIds}
        onClick={() => void copy(ids(), words.copiedIds(jobs.length, count))}
      >
        <Copy aria-hidden="true" strokeWidth={2.25} />
        <span className="max-md:hidden">{words.copyIds}</span>
      </Button>
      <Button
        aria-label={words.copyMarkdown}
        onClick={() => void copy(markdown(), words.copiedMarkdown(jobs.length, count))}
      >
        <Table2 aria-hidden="true" strokeWidth={2.25} />
        <span className="max-md:hidden">{words.copyMarkdown}</span>
      </Button>
      {failed !== null && (
        <Suspense>
          <CopyFailed text={failed} anchor={anchor} onClose={() => setFailed(null)} />
        </Suspense>
      )}
    </>
  )
}
