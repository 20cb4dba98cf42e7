import { withMark } from '../api/marked.ts'
import { basePath } from '../served-page.ts'
import type { SessionWatch } from './session-watch.ts'

type Window = {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>
  readonly history: Pick<History, 'replaceState' | 'state'>
}

/**
 * Exchanges the token of a launch link (`#launch=…`) for the session's cookie, and takes it out of
 * the address before that: neither the history nor a copied link has it.
 */
export async function takeLaunch({ location, history }: Window, watch: SessionWatch) {
  const token = /^#launch=([\w-]+)$/.exec(location.hash)?.[1]
  if (token === undefined) return
  history.replaceState(history.state, '', location.pathname + location.search)
  const reply = await withMark(watch.fetch)(`${basePath()}/api/session/launch`, {
    method: 'POST',
    body: JSON.stringify({ token }),
  }).catch(() => null)
  // Whoever is signed in already loses nothing by a link that is used up.
  if (reply?.status === 401 && !(await watch.lookAgain())) watch.refused()
}
