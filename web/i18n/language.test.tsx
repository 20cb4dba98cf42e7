import './en-late.ts'
import { act, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { en } from './en.ts'
import {
  LanguageProvider,
  useFormats,
  useLanguageChoice,
  useMessages,
  useZoneChoice,
} from './language.tsx'
import { languageOf, loadFirstMessages, rememberedLanguage } from './load-language.ts'
import { zh } from './zh.ts'
import { rememberedZone } from './zones.ts'

beforeEach(() => {
  rememberedLanguage.set(null)
  rememberedZone.set(null)
})
afterEach(() => {
  document.documentElement.lang = 'en'
})

const load = async (language: string) => (language === 'en' ? en : zh)
const fails = () => Promise.reject(new Error('gone'))

describe('the language to begin with', () => {
  test.each([
    { wanted: ['zh-CN', 'en'], language: 'zh-CN' },
    { wanted: ['zh-Hant-TW'], language: 'zh-CN' },
    { wanted: ['zh'], language: 'zh-CN' },
    { wanted: ['fr', 'zh-HK', 'en'], language: 'zh-CN' },
    { wanted: ['en-GB', 'zh-CN'], language: 'en' },
    { wanted: ['fr-FR'], language: 'en' },
    { wanted: ['zhx'], language: 'en' },
    { wanted: [], language: 'en' },
  ])('is $language where the browser wants $wanted', ({ wanted, language }) => {
    expect(languageOf(wanted)).toBe(language)
  })

  test('is what was chosen before, whatever the browser wants', async () => {
    rememberedLanguage.set('zh-CN')
    expect(await loadFirstMessages(load)).toBe(zh)
    expect(document.documentElement.lang).toBe('zh-CN')
  })

  test('is the browser’s where something unknown was remembered', async () => {
    localStorage.setItem('waybill-language', 'tlh')
    const { loadFirstMessages: loadAfresh } = await afresh()
    expect(await loadAfresh(load)).toBe(en)
  })

  test('is English where the words of another cannot be fetched', async () => {
    rememberedLanguage.set('zh-CN')
    expect(await loadFirstMessages(fails)).toBe(en)
    expect(document.documentElement.lang).toBe('en')
  })

  test('is the browser’s where nothing may be remembered', async () => {
    forbidStorage()
    const { loadFirstMessages: loadAfresh } = await afresh()
    expect(await loadAfresh(load)).toBe(en)
  })
})

describe('a switch of language', () => {
  test('changes words, formats and the page’s own language, and is remembered', async () => {
    const { choices } = renderProbe()
    expect(screen.getByText('Running · 3 s')).toBeDefined()
    await act(() => choices().language.choose('zh-CN'))
    expect(screen.getByText('执行中 · 3 秒')).toBeDefined()
    expect(document.documentElement.lang).toBe('zh-CN')
    expect(await loadFirstMessages(load)).toBe(zh)
  })

  test('that cannot be fetched leaves all as it was and says so', async () => {
    const { choices } = renderProbe({ load: fails })
    await act(() => choices().language.choose('zh-CN'))
    expect(screen.getByText('Running · 3 s')).toBeDefined()
    expect(choices().language.isFailed).toBe(true)
    expect(localStorage.getItem('waybill-language')).toBeNull()
  })

  test('overtaken by another does not come back', async () => {
    const arrivals = new Map<string, (words: typeof en) => void>()
    const slow = (language: string) =>
      new Promise<typeof en>((resolve) => arrivals.set(language, resolve))
    const { choices } = renderProbe({ load: slow })
    await act(async () => {
      void choices().language.choose('zh-CN')
      void choices().language.choose('en')
      arrivals.get('en')?.(en)
      arrivals.get('zh-CN')?.(zh as typeof en)
    })
    expect(choices().language.language).toBe('en')
  })

  test('lasts as long as the page where nothing may be remembered', async () => {
    forbidStorage()
    const { choices } = renderProbe()
    await act(() => choices().language.choose('zh-CN'))
    expect(choices().language.language).toBe('zh-CN')
  })
})

describe('the time zone', () => {
  test('is what was chosen on an earlier visit', async () => {
    localStorage.setItem('waybill-zone', 'America/New_York')
    expect((await afresh()).rememberedZone.read()).toBe('America/New_York')
  })

  test('is the browser’s where no zone has the remembered name', async () => {
    localStorage.setItem('waybill-zone', 'Mars/Olympus')
    expect((await afresh()).rememberedZone.read()).toBeNull()
  })

  test('changes at once, is remembered, and goes back to the browser’s', () => {
    const { choices } = renderProbe()
    act(() => choices().zone.choose('Asia/Tokyo'))
    expect(choices().formats.zone).toBe('Asia/Tokyo')
    expect(localStorage.getItem('waybill-zone')).toBe('Asia/Tokyo')
    act(() => choices().zone.choose(null))
    expect(choices().formats.zone).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone)
    expect(localStorage.getItem('waybill-zone')).toBeNull()
  })

  test('lasts as long as the page where nothing may be remembered', () => {
    forbidStorage()
    const { choices } = renderProbe()
    act(() => choices().zone.choose('Asia/Tokyo'))
    expect(choices().formats.zone).toBe('Asia/Tokyo')
  })
})

/** As on the next visit: nothing is known but what the browser remembers. */
async function afresh() {
  vi.resetModules()
  return { ...(await import('./load-language.ts')), ...(await import('./zones.ts')) }
}

type Choices = {
  language: ReturnType<typeof useLanguageChoice>
  zone: ReturnType<typeof useZoneChoice>
  formats: ReturnType<typeof useFormats>
}

function renderProbe(props: { load?: typeof load | typeof fails } = {}) {
  let latest: Choices | undefined
  function Probe() {
    const { status } = useMessages()
    const formats = useFormats()
    latest = { language: useLanguageChoice(), zone: useZoneChoice(), formats }
    return <p>{`${status.running} · ${formats.span(3000)}`}</p>
  }
  render(
    <LanguageProvider load={load} {...props}>
      <Probe />
    </LanguageProvider>,
  )
  const choices = () => {
    if (!latest) throw new Error('not rendered')
    return latest
  }
  return { choices }
}

/** As a browser does that lets the page keep nothing. */
function forbidStorage() {
  const storage = vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError')
  })
  onTestFinished(() => storage.mockRestore())
}
