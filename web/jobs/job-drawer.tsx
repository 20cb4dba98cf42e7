import { Link } from '@tanstack/react-router'
import { ChevronDown, ChevronUp, SquareArrowOutUpRight, X } from 'lucide-react'
import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { useRemembered } from '../ui/use-remembered.ts'
import { CopyJobLink } from './copy-job-link.tsx'
import { drawerWidth } from './drawer-width.ts'
import { JobDetail } from './job-detail.tsx'
import { detailHeadingId } from './job-detail-frame.tsx'
import { JobDrawerEdge } from './job-drawer-edge.tsx'
import { type JobRef, useToRef } from './job-ref.ts'
import { type JobSearch, toPageSearch, withJob, withoutJob } from './job-search.ts'
import type { LiveList } from './live-list.ts'
import { indexOfJob } from './row-focus.ts'
import type { ChangeSearch } from './use-job-search.ts'

type JobDrawerProps = {
  wanted: JobRef
  list: LiveList
  search: JobSearch
  change: ChangeSearch
  /** It was there when the page came. */
  cameWithPage: boolean
}

/** One job beside the list, with the list's neighbours a key away. */
export function JobDrawer({ wanted, list, search, change, cameWithPage }: JobDrawerProps) {
  const { jobId } = wanted
  const words = useMessages().list.drawer
  const drawer = useRef<HTMLElement>(null)
  const [width] = useRemembered(drawerWidth)
  const toRef = useToRef()
  const isOver = useOverAtFirst(cameWithPage)
  useFocusOnOpen(drawer)
  const rows = list.rows ?? []
  const index = indexOfJob(rows, wanted)
  const walk = (by: 1 | -1) => {
    const job = index === null ? undefined : rows[index + by]
    if (job) change(withJob(search, toRef(job)), { replace: true })
  }
  return (
    <aside
      ref={drawer}
      tabIndex={-1}
      aria-labelledby={detailHeadingId}
      data-over={isOver || undefined}
      style={width === null ? undefined : ({ '--w-drawer': `${width / 16}rem` } as CSSProperties)}
      className="job-drawer relative flex min-h-0 flex-none flex-col border-l border-line-2 bg-surface shadow-edge outline-none"
    >
      <JobDrawerEdge />
      <div className="flex h-11 flex-none items-center gap-0.5 border-b border-line pr-3 pl-4 max-sm:h-13 max-sm:px-1">
        <IconButton
          label={words.previous}
          isOff={index === null || index === 0}
          onPress={() => walk(-1)}
        >
          <ChevronUp aria-hidden="true" strokeWidth={2.25} />
        </IconButton>
        <IconButton
          label={words.next}
          isOff={index === null || index + 1 >= rows.length}
          onPress={() => walk(1)}
        >
          <ChevronDown aria-hidden="true" strokeWidth={2.25} />
        </IconButton>
        <Position index={index} total={list.jobCount} />
        <span className="flex-1" />
        <CopyJobLink job={wanted} />
        <Link
          to="/jobs/$jobId"
          params={{ jobId }}
          search={toPageSearch(search, wanted)}
          aria-label={words.open}
          title={words.open}
          className={buttonClass({ kind: 'icon' })}
        >
          <SquareArrowOutUpRight aria-hidden="true" strokeWidth={2.25} />
        </Link>
        <IconButton label={words.close} onPress={() => change(withoutJob(search))}>
          <X aria-hidden="true" strokeWidth={2.25} />
        </IconButton>
      </div>
      <JobDetail wanted={wanted} variant="drawer" />
    </aside>
  )
}

function Position({ index, total }: { index: number | null; total: number | null }) {
  const words = useMessages().list.drawer
  const formats = useFormats()
  if (index === null || total === null) return null
  return (
    <span className="ml-2 text-text-3 tabular-nums">
      {words.position(formats.number(index + 1), formats.number(Math.max(total, index + 1)))}
    </span>
  )
}

type IconButtonProps = {
  label: string
  isOff?: boolean
  onPress: () => void
  children: ReactNode
}

function IconButton({ label, isOff = false, onPress, children }: IconButtonProps) {
  return (
    <Button
      kind="icon"
      aria-label={label}
      title={label}
      disabled={isOff}
      onClick={onPress}
      className="disabled:border-transparent disabled:bg-transparent max-sm:size-11"
    >
      {children}
    </Button>
  )
}

/**
 * Does it lie over the list? Only until it is drawn: the list makes room in a frame of its own, as
 * to lay out all of its rows anew takes as long as all else that opening does. Where it came with
 * the page nobody waits for it, and the list would be seen to move.
 */
function useOverAtFirst(cameWithPage: boolean): boolean {
  const [isOver, setIsOver] = useState(!cameWithPage)
  useEffect(() => {
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setIsOver(false))
    })
    return () => cancelAnimationFrame(frame)
  }, [])
  return isOver
}

/** The heading, so that a screen reader begins where the reader wants to be. */
function useFocusOnOpen(drawer: React.RefObject<HTMLElement | null>) {
  useEffect(() => {
    const heading = document.getElementById(detailHeadingId) ?? drawer.current
    heading?.focus({ preventScroll: true })
  }, [drawer])
}
