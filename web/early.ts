import { applyTheme } from './ui/theme.ts'

/*
 * What need not wait for the program: the build makes a file of its own of it, which runs while the
 * program is still on its way.
 */
applyTheme()
// The first formatter has the browser read its tables of languages: 15 to 45 ms were measured.
new Intl.NumberFormat()
