import { Link } from '@tanstack/react-router'
import { useMessages } from './i18n/language.tsx'
import { buttonClass } from './ui/button.tsx'
import { RouteArt } from './ui/route-art.tsx'

export function NotFound() {
  const { notFound: words, product } = useMessages().list
  return (
    <main
      id="main"
      className="grid content-start justify-items-center bg-surface pt-28 text-center"
    >
      <title>{`${words.title} · ${product}`}</title>
      <RouteArt />
      <h1 className="mt-6 text-16 font-semibold tracking-tight">{words.title}</h1>
      <Link to="/jobs" className={`mt-4 ${buttonClass({})}`}>
        {words.back}
      </Link>
    </main>
  )
}
