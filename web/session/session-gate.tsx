import { type ReactNode, useEffect, useSyncExternalStore } from 'react'
import type { SessionWatch } from './session-watch.ts'
import { SignedOutPage } from './signed-out-page.tsx'

const lookEveryMs = 2000

type SessionGateProps = {
  watch: SessionWatch
  children: ReactNode
  /** Nobody is signed in any more: nothing of what was read may stay. */
  onOut: () => void
}

/** The page, while the server lets us in; else what to do, until it does. */
export function SessionGate({ watch, children, onOut }: SessionGateProps) {
  const signedOut = useSyncExternalStore(watch.onState, watch.state)
  const isOut = signedOut !== null
  useEffect(() => {
    if (!isOut) return
    onOut()
    const timer = setInterval(() => void watch.lookAgain(), lookEveryMs)
    return () => clearInterval(timer)
  }, [isOut, onOut, watch])
  return signedOut ? <SignedOutPage {...signedOut} /> : children
}
