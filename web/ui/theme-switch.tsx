import { Monitor, Moon, Sun } from 'lucide-react'
import { useMessages } from '../i18n/language.tsx'
import { IconChoice } from './icon-choice.tsx'
import { rememberedTheme, type Theme, themes } from './theme.ts'
import { useRemembered } from './use-remembered.ts'

const icons: Record<Theme, typeof Sun> = { light: Sun, dark: Moon, system: Monitor }

export function ThemeSwitch() {
  const { bar } = useMessages().list
  const [theme, setTheme] = useRemembered(rememberedTheme)
  return (
    <IconChoice
      label={bar.theme}
      options={themes.map((value) => ({ value, word: bar.themes[value], icon: icons[value] }))}
      value={theme}
      onChange={setTheme}
    />
  )
}
