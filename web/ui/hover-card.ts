import { useCallback, useEffect, useState } from 'react'

/** A card that is open. `takesFocus`: it was asked for by a key, so its buttons are wanted. */
export type OpenCard = { readonly anchor: HTMLElement; readonly takesFocus: boolean }

export type HoverCard = { readonly card: OpenCard | null; readonly close: () => void }

const openAfterMs = 350
const closeAfterMs = 200

/** Marks the card itself: the pointer may go there without closing it. */
export const cardMark = { 'data-hover-card': '' }

/**
 * One card for all elements that match, whoever draws them: hundreds of cells cost nothing.
 * Opens by resting on one, by focus, by a tap, by Enter with the focus inside; Escape closes it.
 */
export function useHoverCard(selector: string, onIntent: () => void): HoverCard {
  const [card, setCard] = useState<OpenCard | null>(null)
  useEffect(() => watch(selector, onIntent, setCard), [selector, onIntent])
  return { card, close: useCallback(() => setCard(null), []) }
}

type SetCard = (change: (card: OpenCard | null) => OpenCard | null) => void

function watch(selector: string, onIntent: () => void, setCard: SetCard): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = new AbortController()
  const anchorOf = ({ target }: Event) =>
    target instanceof Element ? target.closest<HTMLElement>(selector) : null
  const isInCard = ({ target }: Event) =>
    target instanceof Element && target.closest('[data-hover-card]') !== null
  const later = (ms: number, change: () => OpenCard | null) => {
    clearTimeout(timer)
    timer = setTimeout(() => setCard(change), ms)
  }
  const now = (card: OpenCard | null) => {
    clearTimeout(timer)
    setCard(() => card)
  }
  const rest = (anchor: HTMLElement) => {
    onIntent()
    later(openAfterMs, () => (anchor.isConnected ? { anchor, takesFocus: false } : null))
  }
  const on = <E extends keyof DocumentEventMap>(
    name: E,
    listener: (event: DocumentEventMap[E]) => void,
  ) => document.addEventListener(name, listener, { capture: true, signal: stop.signal })

  on('pointerover', (event) => {
    if (event.pointerType === 'touch') return
    const anchor = anchorOf(event)
    if (anchor) rest(anchor)
    else if (isInCard(event)) clearTimeout(timer)
    else later(closeAfterMs, () => null)
  })
  on('focusin', (event) => {
    const anchor = anchorOf(event)
    if (anchor?.matches(':focus-visible')) rest(anchor)
    else if (!anchor && !isInCard(event)) later(closeAfterMs, () => null)
  })
  on('click', (event) => {
    const anchor = anchorOf(event)
    if (anchor && event instanceof PointerEvent && event.pointerType === 'touch') {
      now({ anchor, takesFocus: false })
    }
  })
  on('keydown', (event) => {
    const anchor = anchorOf(event)
    if (event.key !== 'Enter' || anchor === null || anchor !== event.target) return
    event.preventDefault()
    now({ anchor, takesFocus: true })
  })
  // What scrolls away takes its card along.
  on('scroll', (event) => {
    if (!isInCard(event)) now(null)
  })
  return () => {
    clearTimeout(timer)
    stop.abort()
  }
}
