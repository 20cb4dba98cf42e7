import { useMessages } from '../i18n/language.tsx'
import { buttonClass } from '../ui/button.tsx'
import { RouteArt } from '../ui/route-art.tsx'
import type { SignedOut } from './session-watch.ts'
import { signInHref } from './sign-in-href.ts'

/** The number of the process is in what the system lists. */
const newLinkCommand = 'kill -USR2 $(pgrep -f dist-server/main.js)'

/** Says how to sign in. The page goes on by itself when that is done, in whichever tab. */
export function SignedOutPage({ signIn, isRefused }: NonNullable<SignedOut>) {
  const { session: words } = useMessages()
  return (
    <main
      id="main"
      className="grid min-h-dvh content-start justify-items-center bg-surface px-(--gutter) pt-28 text-center"
    >
      <title>{words.pageTitle}</title>
      <RouteArt />
      <h1 className="mt-6 text-16 font-semibold tracking-tight">
        {isRefused ? words.refused : words.signedOut}
      </h1>
      <p role="status" className="mt-1 max-w-[60ch] text-balance text-text-2">
        {words.how[signIn]}
      </p>
      {signIn === 'oidc' && (
        <a
          href={signInHref(window.location)}
          className={`mt-4 ${buttonClass({ kind: 'primary' })}`}
        >
          {words.signIn}
        </a>
      )}
      {signIn === 'link' && (
        <p className="mt-4 text-text-2">
          {words.newLink} <code className="whitespace-nowrap">{newLinkCommand}</code>
        </p>
      )}
    </main>
  )
}
