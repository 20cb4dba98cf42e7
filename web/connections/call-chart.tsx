import { type KeyboardEvent, useState } from 'react'
import type { CallColumn } from '../api/client.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { layers, rateOf, secondsOfColumn, stack, throttledRuns } from './call-columns.ts'

const size = { width: 768, height: 232 }
const plot = { left: 28, right: 656, top: 12, bottom: 204 }
const quota = 5
const gridLines = [0, 1, 2, 3, 4]
const gap = 3

const yOf = (rate: number) =>
  plot.bottom - (Math.min(rate, quota) / quota) * (plot.bottom - plot.top)

type CallChartProps = {
  /** Oldest first. `undefined`: not answered yet; the axes stand already. */
  columns: readonly CallColumn[] | undefined
  /** What we allow ourselves, in calls a second. */
  cap: number
}

/** Calls a second over the last minutes. Read column by column with the arrow keys. */
export function CallChart({ columns = [], cap }: CallChartProps) {
  const words = useMessages().connections.chart
  const formats = useFormats()
  const [chosen, setChosen] = useState<number | null>(null)
  const step = (plot.right - plot.left) / Math.max(1, columns.length)
  const at = chosen === null ? columns.length - 1 : Math.min(chosen, columns.length - 1)
  const readout = useReadout(columns[at])

  function press(event: KeyboardEvent) {
    const to = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      Home: 0,
      End: columns.length - 1,
    }[event.key]
    if (to === undefined || columns.length === 0) return
    event.preventDefault()
    event.stopPropagation()
    setChosen(Math.min(Math.max(0, to), columns.length - 1))
  }
  return (
    <div ref={toNewest} data-sideways className="overflow-x-auto [scrollbar-width:thin]">
      <div
        role="slider"
        tabIndex={0}
        aria-label={words.label}
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={Math.max(0, columns.length - 1)}
        aria-valuenow={Math.max(0, at)}
        aria-valuetext={readout}
        className="min-w-[40rem] rounded-sm"
        onKeyDown={press}
        onPointerLeave={() => setChosen(null)}
        onBlur={() => setChosen(null)}
      >
        <svg
          viewBox={`0 0 ${size.width} ${size.height}`}
          aria-hidden="true"
          className="block w-full overflow-visible text-11 tabular-nums forced-color-adjust-none"
        >
          <Axes cap={cap} columns={columns} />
          {throttledRuns(columns).map(([from, to]) => (
            <Throttled key={from} left={plot.left + from * step} width={(to - from + 1) * step} />
          ))}
          {columns.map((column, index) => (
            <g
              key={column.at}
              opacity={chosen === null || chosen === index ? 1 : 0.55}
              onPointerEnter={() => setChosen(index)}
            >
              <rect
                x={plot.left + index * step}
                y={plot.top}
                width={step}
                height={plot.bottom - plot.top}
                fill="transparent"
              />
              <Column column={column} left={plot.left + index * step} width={step - gap} />
            </g>
          ))}
          <text x={plot.right + 10} y={yOf(quota) + 4} className="fill-text font-medium">
            {words.quota(formats.number(quota))}
          </text>
          {cap < quota && (
            <text x={plot.right + 10} y={yOf(cap) + 4} className="fill-text-2">
              {words.cap(formats.number(Math.round(cap * 10) / 10))}
            </text>
          )}
        </svg>
        <p className="min-h-5 pl-7 text-12 text-text-2">{chosen === null ? '' : readout}</p>
      </div>
    </div>
  )
}

/** Where there is no room for five minutes, the newest are seen first. */
function toNewest(scroller: HTMLElement | null) {
  if (scroller) scroller.scrollLeft = scroller.scrollWidth
}

function Axes({ cap, columns }: { cap: number; columns: readonly CallColumn[] }) {
  const formats = useFormats()
  const ends = [columns[0], columns[Math.floor(columns.length / 2)], columns.at(-1)]
  const anchors = ['start', 'middle', 'end'] as const
  const { left, right, bottom } = plot
  return (
    <>
      {[...gridLines, quota].map((rate) => (
        <text key={rate} x={left - 12} y={yOf(rate) + 4} textAnchor="end" className="fill-text-3">
          {formats.number(rate)}
        </text>
      ))}
      {gridLines.map((rate) => (
        <path key={rate} d={`M${left} ${yOf(rate)}H${right}`} className="stroke-line" />
      ))}
      <path d={`M${left} ${yOf(quota)}H${right}`} strokeWidth="1.5" className="stroke-text-2" />
      {cap < quota && (
        <path d={`M${left} ${yOf(cap)}H${right}`} strokeDasharray="4 4" className="stroke-line-3" />
      )}
      {ends.map(
        (column, n) =>
          column && (
            <text
              key={anchors[n]}
              x={[left, (left + right) / 2, right][n]}
              y={bottom + 20}
              textAnchor={anchors[n]}
              className="fill-text-3"
            >
              {formats.clock(column.at)}
            </text>
          ),
      )}
    </>
  )
}

function Column({ column, left, width }: { column: CallColumn; left: number; width: number }) {
  return stack(column).map(
    ({ name, fill, from, to }) =>
      to > from && (
        <rect
          key={name}
          x={left + gap / 2}
          y={yOf(to)}
          width={Math.max(1, width)}
          height={Math.max(0.5, yOf(from) - yOf(to) - (from > 0 ? 0 : 0.5))}
          fill={fill}
          stroke="var(--surface)"
          strokeWidth="0.5"
        />
      ),
  )
}

function Throttled({ left, width }: { left: number; width: number }) {
  const words = useMessages().connections.chart
  return (
    <>
      <rect
        x={left}
        y={plot.top}
        width={width}
        height={plot.bottom - plot.top}
        className="fill-warn-soft"
      />
      <text x={left + width / 2} y={plot.top + 20} textAnchor="middle" className="fill-warn-text">
        {words.throttled}
      </text>
    </>
  )
}

/** A column in words: `10:02:05: 1.2 calls a second, 0.4 for active jobs, 0.8 for the full check`. */
function useReadout(column: CallColumn | undefined): string {
  const { chart, purposes } = useMessages().connections
  const formats = useFormats()
  if (!column) return chart.nothing
  const parts = layers
    .map(({ name, of }) => ({ name, rate: of(column) / secondsOfColumn }))
    .filter(({ rate }) => rate > 0)
    .map(({ name, rate }) => chart.part(purposes[name], formats.rate(rate)))
  const rate = formats.rate(rateOf(column))
  const throttled = column.throttled > 0 ? [chart.throttledCalls(column.throttled)] : []
  return chart.readout(formats.clock(column.at), rate, formats.list([...parts, ...throttled]))
}
