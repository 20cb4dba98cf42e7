import { type ReactNode, Suspense, useEffect, useSyncExternalStore } from 'react'
import { lazyNamed } from '../ui/lazy-named.ts'
import { whenIdle } from '../ui/when-idle.ts'
import type { SessionWatch } from './session-watch.ts'
import { signInHref } from './sign-in-href.ts'

const SignedOutPage = lazyNamed(async () => (await import('./signed-out-page.tsx')).SignedOutPage)

const lookEveryMs = 2000

type SessionGateProps = {
  watch: SessionWatch
  children: ReactNode
  /** Nobody is signed in any more: nothing of what was read may stay. */
  onOut: () => void
  /** Leaves for another address, so that "back" does not come here. */
  leaveFor?: (href: string) => void
}

/** The page, while the server lets us in; else what to do, until it does. */
export function SessionGate({ watch, children, onOut, leaveFor = replace }: SessionGateProps) {
  const signedOut = useSyncExternalStore(watch.onState, watch.state)
  const isOut = signedOut !== null
  // Where the server is away by the time that it is wanted, it is here.
  useEffect(() => whenIdle(() => void SignedOutPage.preload()), [])
  // Whoever was signed out is asked first: they may have wanted to be.
  const isVisit = signedOut?.signIn === 'oidc' && signedOut.isFirst
  useEffect(() => {
    if (isVisit) leaveFor(signInHref(window.location))
  }, [isVisit, leaveFor])
  useEffect(() => {
    if (!isOut) return
    onOut()
    const timer = setInterval(() => void watch.lookAgain(), lookEveryMs)
    return () => clearInterval(timer)
  }, [isOut, onOut, watch])
  if (!signedOut) return children
  return (
    <Suspense>
      <SignedOutPage {...signedOut} />
    </Suspense>
  )
}

function replace(href: string) {
  window.location.replace(href)
}
