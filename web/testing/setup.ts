import { cleanup, configure } from '@testing-library/react'
import { afterEach, beforeEach, expect, vi } from 'vitest'

// React says on the console what it would rather not say in production: here it fails the test.
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation((...said) =>
    expect.fail(said.map(String).join(' ')),
  )
})
// What is waited for comes, however busy the machine is; only what never comes is a failure.
configure({ asyncUtilTimeout: 10_000 })

afterEach(cleanup)
