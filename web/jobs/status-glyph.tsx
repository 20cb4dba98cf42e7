import type { ReactNode } from 'react'
import type { JobStatus } from '../api/client.ts'
import { statusKey } from './job-words.ts'

type StatusGlyphProps = {
  status: JobStatus
  /** In pixels. */
  size?: number
  /** While it runs; for one job alone: each ring that turns has the whole page drawn 60 times a second. */
  turns?: boolean
}

type Shape = ReturnType<typeof statusKey> | 'gone'

/** The shape comes first, the word beside it second, colour third: hidden from assistive tech. */
export function StatusGlyph({ status, size = 16, turns = false }: StatusGlyphProps) {
  const shape = statusKey(status)
  const isTurning = turns && shape === 'running'
  return <Glyph shape={shape} size={size} className={isTurning ? turning : ''} />
}

const turning = 'motion-safe:animate-spin [animation-duration:var(--spin)]!'

/** A job that Alibaba Cloud no longer lists. */
export function GoneGlyph({ size = 16 }: { size?: number }) {
  return <Glyph shape="gone" size={size} />
}

type GlyphProps = { shape: Shape; size: number; className?: string }

function Glyph({ shape, size, className = '' }: GlyphProps) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      data-shape={shape}
      className={`block flex-none ${inks[shape]} ${className}`}
    >
      {shapes[shape]}
    </svg>
  )
}

const inks: Record<Shape, string> = {
  initializing: 'text-st-init',
  running: 'text-st-run',
  completed: 'text-st-done',
  interrupted: 'text-st-stop',
  unknown: 'text-st-unknown',
  gone: 'text-st-unknown',
}

const shapes: Record<Shape, ReactNode> = {
  initializing: <circle cx="8" cy="8" r="5.75" strokeWidth="2" strokeDasharray="0.01 4.506" />,
  running: (
    <>
      <circle cx="8" cy="8" r="5.5" strokeWidth="2" strokeOpacity=".28" />
      <path d="M8 2.5a5.5 5.5 0 0 1 4.76 8.25" strokeWidth="2" />
    </>
  ),
  completed: (
    <>
      <path d="M3.75 2.5v11.25" strokeWidth="1.75" />
      <path
        d="M3.75 3h8.9a.6.6 0 0 1 .5.93L11.6 6.25l1.55 2.32a.6.6 0 0 1-.5.93h-8.9z"
        fill="currentColor"
        strokeWidth=".75"
      />
    </>
  ),
  interrupted: (
    <path
      d="M5.56 1.75h4.88c.27 0 .52.1.7.3l2.81 2.8c.2.2.3.44.3.71v4.88c0 .27-.1.52-.3.7l-2.8 2.81c-.2.2-.44.3-.71.3H5.56a1 1 0 0 1-.7-.3l-2.81-2.8a1 1 0 0 1-.3-.71V5.56c0-.27.1-.52.3-.7l2.8-2.81a1 1 0 0 1 .71-.3zM8 4.25a.9.9 0 0 0-.9.9v3.1a.9.9 0 1 0 1.8 0v-3.1a.9.9 0 0 0-.9-.9zm0 6a1 1 0 1 0 0 2 1 1 0 0 0 0-2z"
      fill="currentColor"
      fillRule="evenodd"
      stroke="none"
    />
  ),
  unknown: (
    <>
      <circle cx="8" cy="8" r="5.75" strokeWidth="1.5" strokeDasharray="2.6 1.9" />
      <path
        d="M6.5 6.6c.1-.9.75-1.4 1.55-1.4.9 0 1.5.55 1.5 1.3 0 1.1-1.5 1.15-1.5 2.3"
        strokeWidth="1.4"
      />
      <circle cx="8.05" cy="10.9" r=".9" fill="currentColor" stroke="none" />
    </>
  ),
  gone: (
    <>
      <rect
        x="2.75"
        y="2.75"
        width="10.5"
        height="10.5"
        rx="2"
        strokeWidth="1.5"
        strokeDasharray="2.4 1.8"
      />
      <path d="m5.75 10.25 4.5-4.5" strokeWidth="1.5" />
    </>
  ),
}
