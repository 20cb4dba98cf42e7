import { type ComponentProps, Suspense } from 'react'
import { useHoverCard } from './hover-card.ts'
import { lazyNamed } from './lazy-named.ts'

const TimeCardBody = lazyNamed(async () => (await import('./time-card-body.tsx')).TimeCardBody)

const preload = () => void TimeCardBody.preload()

/** A moment with a card that writes it in other ways. `tabIndex={-1}` where arrow keys lead to it. */
export function CardTime({ tabIndex = 0, ...rest }: ComponentProps<'time'> & { dateTime: string }) {
  return <time {...rest} tabIndex={tabIndex} data-time-card="" />
}

/** The one card of all moments on the page; stands once in the shell. */
export function TimeCard() {
  const { card, close } = useHoverCard('time[data-time-card]', preload)
  const iso = card?.anchor.getAttribute('datetime')
  if (!card || !iso) return null
  return (
    <Suspense>
      <TimeCardBody key={iso} iso={iso} card={card} onClose={close} />
    </Suspense>
  )
}
