import { Toast } from '@base-ui/react/toast'
import { Check, TriangleAlert, X } from 'lucide-react'
import { useEffect } from 'react'
import { useMessages } from '../i18n/language.tsx'
import { Button } from './button.tsx'
import type { ToastText } from './toast.tsx'

type ToastsProps = {
  /** What is to be said; each is taken once. */
  said: readonly ToastText[]
  onTaken: (taken: readonly ToastText[]) => void
}

/** The messages at the lower edge. They wait while the pointer or the focus is on them. */
export function Toasts(props: ToastsProps) {
  return (
    <Toast.Provider timeout={4000}>
      <ToastList {...props} />
    </Toast.Provider>
  )
}

function ToastList({ said, onTaken }: ToastsProps) {
  const words = useMessages().share
  const { toasts, add } = Toast.useToastManager<{ isError: boolean }>()
  // After the live region is there: what comes with it is not read out.
  useEffect(() => {
    if (said.length === 0) return
    for (const { id, text, isError } of said) {
      add({ id, title: text, data: { isError }, ...(isError && { timeout: 0 }) })
    }
    onTaken(said)
  }, [said, onTaken, add])
  return (
    <Toast.Portal>
      <Toast.Viewport
        aria-label={words.messages}
        className="fixed bottom-12 left-1/2 z-50 grid w-max max-w-[calc(100vw-32px)] -translate-x-1/2 justify-items-center gap-2"
      >
        {toasts.map((toast) => (
          <Toast.Root key={toast.id} toast={toast} swipeDirection="down" className="toast">
            {toast.data?.isError ? (
              <TriangleAlert
                aria-hidden="true"
                strokeWidth={2.25}
                className="size-4 flex-none text-st-stop-text"
              />
            ) : (
              <Check
                aria-hidden="true"
                strokeWidth={2.25}
                className="size-4 flex-none text-st-ok"
              />
            )}
            <Toast.Title render={<p />} />
            {toast.data?.isError && (
              <Toast.Close
                // Base UI hides it until the focus is there; an error must be seen to close.
                aria-hidden={false}
                render={<Button kind="icon" tiny aria-label={words.closeMessage} />}
                className="-my-1 -mr-1"
              >
                <X aria-hidden="true" strokeWidth={2.25} />
              </Toast.Close>
            )}
          </Toast.Root>
        ))}
      </Toast.Viewport>
    </Toast.Portal>
  )
}
