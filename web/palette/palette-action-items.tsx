import { Cable, FilterX, Globe, Monitor, Moon, Rows3, SearchX, Sun } from 'lucide-react'
import { useState } from 'react'
import { useLanguageChoice, useMessages } from '../i18n/language.tsx'
import { languageNames, languages } from '../i18n/languages.ts'
import { filterParts, withFilter, withText } from '../jobs/job-search.ts'
import { useJobSearch } from '../jobs/use-job-search.ts'
import { inOrder, type NamedAction, offeredActions } from '../ui/actions.ts'
import { rememberedTheme } from '../ui/theme.ts'
import { useRemembered } from '../ui/use-remembered.ts'
import { Marked } from './marked.tsx'
import { type PageName, pageShortcuts } from './pages.ts'
import type { PaletteItem } from './palette-item.ts'
import { folded } from './typed-filters.ts'

/** What the page offered when the palette opened, and what can be done anywhere. */
export function usePaletteActions(): readonly NamedAction[] {
  const [offered] = useState(offeredActions)
  const words = useMessages().palette.actions
  const [search, change] = useJobSearch()
  const [theme, setTheme] = useRemembered(rememberedTheme)
  const { languageIs } = useMessages().choices
  const { language, choose } = useLanguageChoice()
  const { filter } = search
  const looks = [
    { name: 'themeLight', value: 'light', glyph: Sun },
    { name: 'themeDark', value: 'dark', glyph: Moon },
    { name: 'themeSystem', value: 'system', glyph: Monitor },
  ] as const
  const actions: NamedAction[] = looks
    .filter(({ value }) => value !== theme)
    .map(({ name, value, glyph }) => ({
      name,
      glyph,
      label: words.theme[value],
      run: () => setTheme(value),
    }))
  for (const other of languages.filter((one) => one !== language)) {
    actions.push({
      name: 'language',
      glyph: Globe,
      label: languageIs(languageNames[other]),
      run: () => void choose(other),
    })
  }
  if (filter.q !== undefined) {
    actions.push({
      name: 'clearSearch',
      glyph: SearchX,
      label: words.clearSearch(filter.q),
      run: () => change(withFilter(search, withText(filter, ''))),
    })
  }
  if (filterParts(filter).some((part) => part !== 'q')) {
    actions.push({
      name: 'clearFilters',
      glyph: FilterX,
      label: words.clearFilters,
      run: () => change(withFilter(search, {})),
    })
  }
  return inOrder([...offered, ...actions])
}

/** Actions whose names hold every word of the text. */
export function actionItems(actions: readonly NamedAction[], text: string): readonly PaletteItem[] {
  return actions
    .filter(({ label }) => holds(label, text))
    .map(({ name, label, glyph: Glyph, cost, shortcut, run }) => ({
      id: `action ${name}`,
      glyph: <Glyph strokeWidth={2.25} />,
      label: <Marked text={label} match={text} />,
      aside: cost,
      shortcut,
      run,
    }))
}

const pageGlyphs = { jobs: Rows3, connections: Cable }

type PageItemsOptions = {
  readonly pages: readonly PageName[]
  readonly words: Record<PageName, string>
  readonly text: string
  goTo(page: PageName): void
}

export function pageItems({ pages, words, text, goTo }: PageItemsOptions): readonly PaletteItem[] {
  return pages
    .filter((page) => holds(words[page], text))
    .map((page) => {
      const Glyph = pageGlyphs[page]
      return {
        id: `page ${page}`,
        glyph: <Glyph strokeWidth={2.25} />,
        label: <Marked text={words[page]} match={text} />,
        shortcut: pageShortcuts[page],
        run: () => goTo(page),
      }
    })
}

function holds(label: string, text: string): boolean {
  const own = folded(label)
  return folded(text)
    .split(/\s+/)
    .every((word) => own.includes(word))
}
