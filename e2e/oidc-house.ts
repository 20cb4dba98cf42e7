import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { client, startProvider } from '../server/testing/oidc/a-provider.ts'
import { freePort } from './nginx.ts'
import { aFolder, type RunningEmulator, removeFolder, startEmulator, startMain } from './servers.ts'

type HouseOptions = {
  readonly tokenLifeS?: number
  /** Where people open it; absent: where it listens. */
  readonly publicUrl?: string
  readonly jobs?: number
}

/** The product over an emulator, with a real provider that signs people in. */
export async function startOidcHouse({ tokenLifeS, publicUrl, jobs = 60 }: HouseOptions = {}) {
  const folder = aFolder()
  const port = await freePort()
  const url = publicUrl ?? `http://127.0.0.1:${port}`
  const provider = await startProvider({ publicUrl: url, ...(tokenLifeS && { tokenLifeS }) })
  const emulator: RunningEmulator = await startEmulator('--frozen', '--jobs', String(jobs))
  const secretFile = join(folder, 'client-secret')
  mkdirSync(folder, { recursive: true })
  writeFileSync(secretFile, `${client.secret}\n`, { mode: 0o600 })
  const main = await startMain(emulator, join(folder, 'data'), {
    PORT: String(port),
    WAYBILL_LOG_LEVEL: 'trace',
    WAYBILL_SIGN_IN: 'oidc',
    WAYBILL_PUBLIC_URL: url,
    WAYBILL_OIDC_ISSUER: provider.issuer,
    WAYBILL_OIDC_CLIENT_ID: client.id,
    WAYBILL_OIDC_CLIENT_SECRET_FILE: secretFile,
    WAYBILL_OIDC_ALLOW: '@example.com',
    WAYBILL_ADMINS: 'group:admins',
  })
  return {
    url,
    port,
    folder: join(folder, 'data'),
    provider,
    emulator,
    main,
    async stop() {
      await Promise.all([main.stop(), emulator.stop(), provider.stop()])
      removeFolder(folder)
    },
  }
}

/** Says at the provider who one is. */
export async function logIn(page: Page, login: string) {
  await page.getByLabel('Login').fill(login)
  await page.getByRole('button', { name: 'Log in' }).click()
}
