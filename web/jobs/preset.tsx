import type { ReactNode } from 'react'

/** `in the last 7 days`, `at least 100`: the part that is the same in every line is quieter. */
export function Preset({ before, children }: { before: string; children: ReactNode }) {
  return (
    <>
      <span className="text-text-3">{before}</span>
      {children}
    </>
  )
}
