import {
  createContext,
  type ReactNode,
  Suspense,
  use,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { lazyNamed } from './lazy-named.ts'
import { whenIdle } from './when-idle.ts'

/** One short message. An error stays until it is closed. */
export type ToastText = { readonly id: string; readonly text: string; readonly isError: boolean }

export type Toaster = {
  /** Says at the lower edge, for 4 s, that something was done; politely to a screen reader. */
  toast(text: string): void
  /** Says what was not done, and why. */
  toastError(text: string): void
}

const Toasts = lazyNamed(async () => (await import('./toasts.tsx')).Toasts)
const ToastContext = createContext<Toaster | null>(null)

/** The place for messages of everything below. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<readonly ToastText[]>([])
  const [isUsed, setUsed] = useState(false)
  const count = useRef(0)
  // Not needed for the first paint, but at hand when it has to say that the server is away.
  useEffect(() => whenIdle(() => void Toasts.preload()), [])
  const toaster = useMemo(() => {
    const say = (isError: boolean) => (text: string) => {
      count.current += 1
      const one = { id: `toast-${count.current}`, text, isError }
      setUsed(true)
      setSaid((before) => [...before, one])
    }
    return { toast: say(false), toastError: say(true) }
  }, [])
  return (
    <ToastContext value={toaster}>
      {children}
      {isUsed && (
        <Suspense>
          <Toasts
            said={said}
            onTaken={(taken) => setSaid((before) => before.filter((one) => !taken.includes(one)))}
          />
        </Suspense>
      )}
    </ToastContext>
  )
}

export function useToast(): Toaster {
  const toaster = use(ToastContext)
  if (!toaster) throw new Error('useToast needs a ToastProvider above')
  return toaster
}
