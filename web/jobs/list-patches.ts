import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { type ListPages, patchPages } from './list-pages.ts'
import type { LiveLook } from './list-queries.ts'

const changedMs = 4000

/**
 * Takes what a look said into the rows. Waits while a page is loading, which would undo it. Gives
 * the keys of the rows that changed within the last seconds.
 */
export function usePatches(
  queryKey: QueryKey,
  isReady: boolean,
  look: LiveLook | undefined,
): ReadonlySet<string> {
  const client = useQueryClient()
  const [changes, setChanges] = useState<readonly { key: string; untilMs: number }[]>([])
  const keyText = JSON.stringify(queryKey)

  useEffect(() => {
    const listKey: QueryKey = JSON.parse(keyText)
    const pages = client.getQueryData<ListPages>(listKey)
    if (!isReady || !look || !pages) return
    const patched = patchPages(pages, {
      jobs: [...look.head.jobs, ...look.seen],
      readAtMs: look.readAtMs,
    })
    if (patched.data !== pages) client.setQueryData(listKey, patched.data)
    if (patched.changed.length === 0) return
    const untilMs = Date.now() + changedMs
    setChanges((old) => [...old, ...patched.changed.map((key) => ({ key, untilMs }))])
  }, [client, keyText, isReady, look])

  useEffect(() => {
    const [first] = changes
    if (!first) return
    const timer = setTimeout(
      () => setChanges((old) => old.filter(({ untilMs }) => untilMs > first.untilMs)),
      first.untilMs - Date.now(),
    )
    return () => clearTimeout(timer)
  }, [changes])

  return useMemo(() => new Set(changes.map(({ key }) => key)), [changes])
}
