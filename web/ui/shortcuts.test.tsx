import { act, render, renderHook } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { type ShortcutHandlers, useAriaKeys, useShortcuts } from './shortcuts.ts'
import { useSingleKeys } from './single-keys.ts'

function bind<H extends ShortcutHandlers>(handlers: H): H {
  renderHook(() => useShortcuts(handlers))
  return handlers
}

function switchSingleKeys(isOn: boolean) {
  const { result } = renderHook(() => useSingleKeys())
  act(() => result.current[1](isOn))
}

afterEach(() => switchSingleKeys(true))

it('takes a sequence as one, whoever binds its second key alone', async () => {
  const { goJobs, next } = bind({ goJobs: vi.fn(), next: vi.fn() })
  const user = userEvent.setup()
  await user.keyboard('gj')
  expect([goJobs, next].map(({ mock }) => mock.calls.length)).toEqual([1, 0])
  await user.keyboard('j')
  expect(next).toHaveBeenCalledOnce()
  await user.keyboard('gxj')
  expect(next).toHaveBeenCalledTimes(2)
})

it('tells a letter with Shift from the same without, and takes Ctrl or ⌘', async () => {
  const { copyLiveLink, copySeenLink, palette } = bind({
    copyLiveLink: vi.fn(),
    copySeenLink: vi.fn(),
    palette: vi.fn((event: KeyboardEvent) => event.preventDefault()),
  })
  const user = userEvent.setup()
  await user.keyboard('l{Shift>}L{/Shift}{Control>}k{/Control}{Meta>}k{/Meta}')
  expect(copyLiveLink).toHaveBeenCalledOnce()
  expect(copySeenLink).toHaveBeenCalledOnce()
  expect(palette).toHaveBeenCalledTimes(2)
})

it('keeps still while somebody types, composes, or is in a dialog or a menu', async () => {
  const { pause } = bind({ pause: vi.fn() })
  const { getByTestId } = render(
    <>
      <input data-testid="field" />
      <div role="dialog" tabIndex={-1} data-testid="dialog" />
      <div role="menu" tabIndex={-1} data-testid="menu" />
    </>,
  )
  const user = userEvent.setup()
  for (const place of ['field', 'dialog', 'menu']) {
    getByTestId(place).focus()
    await user.keyboard('p')
  }
  getByTestId('menu').blur()
  document.body.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'p', isComposing: true, bubbles: true }),
  )
  expect(pause).not.toHaveBeenCalled()
  await user.keyboard('p')
  expect(pause).toHaveBeenCalledOnce()
})

it('without keys of one character, the others stay, and what is off is not told', async () => {
  switchSingleKeys(false)
  const { pause, goJobs, close } = bind({ pause: vi.fn(), goJobs: vi.fn(), close: vi.fn() })
  await userEvent.setup().keyboard('pgj{Escape}')
  expect([pause, goJobs, close].map(({ mock }) => mock.calls.length)).toEqual([0, 0, 1])
  const aria = renderHook(() => [useAriaKeys('pause'), useAriaKeys('next'), useAriaKeys('palette')])
  expect(aria.result.current).toEqual([undefined, 'ArrowDown', 'Control+K Meta+K'])
  expect(localStorage.getItem('waybill-single-keys')).toBe('off')
})

it('a handler that takes the key keeps it from those bound later', async () => {
  const { close } = bind({ close: vi.fn((event: KeyboardEvent) => event.preventDefault()) })
  const later = bind({ close: vi.fn() })
  await userEvent.setup().keyboard('{Escape}')
  expect([close, later.close].map(({ mock }) => mock.calls.length)).toEqual([1, 0])
})
