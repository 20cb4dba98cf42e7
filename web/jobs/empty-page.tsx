import type { ReactNode } from 'react'
import { RouteArt } from '../ui/route-art.tsx'

export function EmptyPage({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="grid min-w-0 flex-1 grid-cols-1 content-start justify-items-center overflow-y-auto px-4 pt-28 pb-8 text-center max-sm:pt-12">
      <RouteArt />
      <h2 className="mt-6 text-16 font-semibold tracking-tight">{title}</h2>
      {children}
    </div>
  )
}
