import { html } from 'hono/html'
import { commonWords, type PageName, type PageText, pageWords } from './page-words.ts'

type Html = ReturnType<typeof html>

export type PlainPage = {
  readonly name: PageName
  readonly basePath: string
  /** Who they are at the provider, where that helps; `null`: not told. */
  readonly person: string | null
  readonly requestId: string | null
  /** Goes there after so many seconds; `null`: stays. */
  readonly refresh: { readonly afterS: number; readonly to: string } | null
  /** Where its button leads. */
  readonly act: Act | null
}

type Act = { readonly kind: 'signIn' | 'signInAnew' | 'goOn'; readonly href: string }

/** A page without a script of its own, for what happens before anybody is known. */
export function plainPage(page: PlainPage): Html {
  const { name, basePath, refresh } = page
  const { en, zh } = pageWords[name]
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    ${refresh && html`<meta http-equiv="refresh" content="${refresh.afterS};url=${refresh.to}">`}
    <title>${en.heading} · Waybill</title>
    <link rel="icon" href="${basePath}/favicon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="${basePath}/sign-in/page.css">
  </head>
  <body>
    <main>
      <p class="product">Waybill</p>
      ${section('en', en, page)}
      ${section('zh-CN', zh, page)}
    </main>
  </body>
</html>`
}

function section(lang: 'en' | 'zh-CN', { heading, text }: PageText, page: PlainPage): Html {
  const words = commonWords[lang === 'en' ? 'en' : 'zh']
  const { person, requestId, act } = page
  const title = lang === 'en' ? html`<h1>${heading}</h1>` : html`<h2>${heading}</h2>`
  return html`<section lang="${lang}">
    ${title}
    <p>${text}</p>
    ${person !== null && html`<p><b>${person}</b></p>`}
    ${act && html`<p><a class="button" href="${act.href}">${words[act.kind]}</a></p>`}
    ${requestId !== null && html`<p class="id">${words.id} <code>${requestId}</code></p>`}
  </section>`
}

/** The look of the page's own, in little. */
export const pageCss = `:root { color-scheme: light dark; --bg: #fff; --text: #1b1f24; --text-2: #57606a; --line: #d0d7de; --accent: #0b5bd3 }
@media (prefers-color-scheme: dark) { :root { --bg: #14171a; --text: #e8eaed; --text-2: #a4acb5; --line: #3b434b; --accent: #8ab8ff } }
body { margin: 0; background: var(--bg); color: var(--text); font: 14px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif }
main { max-width: 36rem; margin: 0 auto; padding: 6rem 1.5rem 2rem }
.product { font-weight: 600; margin: 0 0 1.5rem; color: var(--text-2) }
section + section { margin-top: 2rem; padding-top: 2rem; border-top: 1px solid var(--line) }
h1, h2 { font-size: 18px; margin: 0 0 .25rem }
p { margin: .5rem 0; overflow-wrap: anywhere }
.id { color: var(--text-2); font-size: 12px }
.button { display: inline-block; margin: .5rem 0; padding: .375rem .875rem; border: 1px solid var(--line); border-radius: 6px; background: none; color: var(--accent); font: inherit; font-weight: 600; text-decoration: none; cursor: pointer }
.button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
`
