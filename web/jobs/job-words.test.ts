import { describe, expect, it } from 'vitest'
import { en } from '../i18n/en.ts'
import { maskUid, regionName, statusHelp, statusWord, strategyWord } from './job-words.ts'

describe('statusWord', () => {
  it('names the four statuses that the documents know', () => {
    expect(statusWord(en, 'completed')).toBe('Completed')
    expect(statusWord(en, 'initializing')).toBe('Initializing')
  })

  it('shows another value as it came', () => {
    expect(statusWord(en, 'unknown-7')).toBe('Unknown (7)')
    expect(statusWord(en, 'unknown-')).toBe('Unknown')
  })

  it('never calls a completed job a success', () => {
    const said = `${statusWord(en, 'completed')} ${statusHelp(en, 'completed')}`
    expect(said).not.toMatch(/succe|done|deliver/i)
  })
})

it('names strategies, unknown ones too', () => {
  expect(strategyWord(en, 'nearest-region')).toBe('Nearest region')
  expect(strategyWord(en, 'unknown-2')).toBe('Unknown (2)')
})

it('names a region by its place, or by its id', () => {
  expect(regionName(en, 'eu-central-1')).toBe('Frankfurt')
  expect(regionName(en, 'xx-nowhere-9')).toBe('xx-nowhere-9')
  expect(regionName(en, 'constructor')).toBe('constructor')
  expect(regionName(en, '')).toBe('')
})

describe('maskUid', () => {
  it('keeps both ends of an account id', () => {
    expect(maskUid('1984268643261234567')).toBe('198•••567')
  })

  it('does not give away a short one', () => {
    expect(maskUid('12345678')).toBe('1•••')
    expect(maskUid('7')).toBe('7•••')
    expect(maskUid('')).toBe('')
  })
})
