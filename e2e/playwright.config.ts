import { defineConfig } from '@playwright/test'

const measured = /(budgets|crowd|live|slow-attackers|stop|streams|tabs)\.spec\.ts$/

/** The stories over real servers that each file starts itself (`servers.ts`). */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/browser',
  // Two cores, and each worker runs a browser, an emulator and a server: the stories share them.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env.CI !== undefined,
  use: {
    viewport: { width: 1440, height: 900 },
    timezoneId: 'Asia/Shanghai',
    trace: 'retain-on-failure',
    // Software draws here: turning rings would be half of all work.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {},
  },
  projects: [
    { name: 'stories', testIgnore: measured },
    // What is held against a figure has the machine for itself: to be run apart from the stories.
    { name: 'measured', testMatch: measured, workers: 1 },
  ],
})
