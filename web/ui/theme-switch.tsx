import { Monitor, Moon, Sun } from 'lucide-react'
import { useId } from 'react'
import { useMessages } from '../i18n/language.tsx'
import { type Theme, themes, useTheme } from './theme.ts'

const icons: Record<Theme, typeof Sun> = { light: Sun, dark: Moon, system: Monitor }

export function ThemeSwitch() {
  const { bar } = useMessages().list
  const [theme, setTheme] = useTheme()
  const name = useId()
  return (
    <div role="radiogroup" aria-label={bar.theme} className="flex rounded-r2 bg-surface-3">
      {themes.map((value) => {
        const Icon = icons[value]
        return (
          <label
            key={value}
            title={bar.themes[value]}
            className="grid size-6 cursor-pointer place-items-center rounded-r1 text-text-3 hover:text-text has-checked:bg-surface has-checked:text-text has-checked:shadow-[inset_0_0_0_1px_var(--line-2)] has-focus-visible:outline-2 has-focus-visible:outline-focus dark:has-checked:bg-line-2"
          >
            <input
              type="radio"
              name={name}
              value={value}
              checked={theme === value}
              onChange={() => setTheme(value)}
              className="sr-only"
            />
            <Icon aria-hidden="true" className="size-3.5" strokeWidth={2.25} />
            <span className="sr-only">{bar.themes[value]}</span>
          </label>
        )
      })}
    </div>
  )
}
