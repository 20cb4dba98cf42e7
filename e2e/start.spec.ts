import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Worker } from 'node:worker_threads'
import { expect, test } from '@playwright/test'
import { notice, rows } from './fixtures.ts'
import { aFolder, removeFolder, startEmulator, startMain } from './servers.ts'

test('the instance that the emulator demands reaches it; without it the page says what is missing', async ({
  page,
}) => {
  const folders = [aFolder(), aFolder()] as const
  const emulator = await startEmulator('--require-instance', 'iot-060abc')
  const lacking = await startMain(emulator, folders[0])
  const fitting = await startMain(emulator, folders[1], { WAYBILL_IOT_INSTANCE_ID: 'iot-060abc' })
  try {
    await page.goto(`${lacking.url}/jobs`)
    await expect(notice(page, 'WAYBILL_IOT_INSTANCE_ID')).toBeVisible()
    await expect(notice(page, 'iot.Sre.IotInstanceNotFound')).toBeVisible()
    await page.goto(`${fitting.url}/jobs`)
    await expect(rows(page).first()).toBeVisible()
  } finally {
    await Promise.all([lacking.stop(), fitting.stop(), emulator.stop()])
    for (const folder of folders) removeFolder(folder)
  }
})

test('what is built beside the server reads a file through, and tells a damaged one', async () => {
  const folder = aFolder()
  const file = join(folder, 'mirror.db')
  const db = new DatabaseSync(file)
  db.exec('CREATE TABLE jobs (id INTEGER PRIMARY KEY, text TEXT)')
  for (let id = 0; id < 500; id += 1) {
    db.prepare('INSERT INTO jobs VALUES (?, ?)').run(id, 'text '.repeat(50))
  }
  db.close()
  const program = join(import.meta.dirname, '../dist-server/check-worker.js')
  const isSound = async () => {
    const [answer] = await once(new Worker(program, { workerData: file }), 'message')
    return answer
  }
  expect(await isSound()).toBe(true)
  const bytes = readFileSync(file)
  writeFileSync(file, bytes.fill(0xff, 4096 * 3, 4096 * 5))
  expect(await isSound()).toBe(false)
  removeFolder(folder)
})

test('after kill -9 the same rows are there at once', async () => {
  const folder = aFolder()
  const emulator = await startEmulator('--frozen')
  let main = await startMain(emulator, folder)
  const list = async () =>
    (await (await fetch(`${main.url}/api/jobs?pageSize=200`)).json()) as {
      jobCount: number
      jobs: object[]
    }
  try {
    await expect.poll(async () => (await list()).jobCount, { timeout: 20_000 }).toBe(1240)
    await main.kill()
    await emulator.stop()
    main = await startMain(emulator, folder)
    const { jobCount, jobs } = await list()
    expect([jobCount, jobs.length]).toEqual([1240, 200])
  } finally {
    await Promise.all([main.stop(), emulator.stop()])
    removeFolder(folder)
  }
})

const root = join(import.meta.dirname, '..')

function start(script: string, env: Record<string, string>) {
  const { PATH, HOME } = process.env
  return spawnSync(process.execPath, [script], {
    cwd: root,
    env: { PATH, HOME, ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true', ...env },
    encoding: 'utf8',
    timeout: 30_000,
  })
}

const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'canary-secret' }

const byProxy = { WAYBILL_SIGN_IN: 'proxy', WAYBILL_TRUSTED_PROXIES: '10.0.0.1' }

test('a start that cannot succeed ends at once, names the fault and shows no stack', () => {
  const folder = aFolder()
  const newer = new DatabaseSync(join(folder, 'mirror.db'))
  newer.exec('PRAGMA user_version = 999')
  newer.close()
  const refusals: [string, Record<string, string>, RegExp][] = [
    ['dist-server/main.js', { WAYBILL_DATA_DIR: folder }, /ALIBABA_CLOUD_ACCESS_KEY_ID/],
    ['dist-server/main.js', { ...keys, HOST: '0.0.0.0', PORT: 'x' }, /HOST .*\n.*PORT /],
    ['dist-server/main.js', { ...keys, PORT: '0', WAYBILL_DATA_DIR: folder }, /mirror\.db .*newer/],
    ['dist-server/main.js', { ...keys, PORT: '0', WAYBILL_DATA_DIR: '/dev/null' }, /\/dev\/null/],
    ['dist-server/main.js', { ...keys, HOST: '0.0.0.0' }, /HOST is 0\.0\.0\.0: .*plain text/],
    [
      'dist-server/main.js',
      { ...keys, WAYBILL_SIGN_IN: 'none' },
      /WAYBILL_SIGN_IN is none: .*leave it out/i,
    ],
    [
      'dist-server/main.js',
      { ...keys, ...byProxy, HOST: '::' },
      /HOST is ::: .*WAYBILL_PUBLIC_URL/,
    ],
    [
      'dist-server/main.js',
      { ...keys, ...byProxy, WAYBILL_TRUSTED_PROXIES: '::/0' },
      /::\/0 is everybody/,
    ],
    [
      'dist-server/main.js',
      { ...keys, WAYBILL_SIGN_IN: 'oidc' },
      /WAYBILL_OIDC_ISSUER is missing: WAYBILL_SIGN_IN is oidc/,
    ],
    [
      'dist-server/main.js',
      { ...keys, ...byProxy, WAYBILL_PROXY_SECRET_FILE: '/nowhere', WAYBILL_DATA_DIR: folder },
      /WAYBILL_PROXY_SECRET_FILE \(\/nowhere\) cannot be read/,
    ],
    ['dist-server/demo.js', { HOST: '0.0.0.0' }, /HOST is 0\.0\.0\.0: .*everybody/],
    ['dist-server/demo.js', { PORT: 'x' }, /PORT /],
    ['dist-server/demo.js', { PORT: '0', WAYBILL_DATA_DIR: '/dev/null' }, /\/dev\/null/],
  ]
  for (const [script, env, says] of refusals) {
    const { status, stderr } = start(script, env)
    expect(stderr).toMatch(says)
    expect(status, stderr).toBe(1)
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(stderr).not.toContain('canary')
  }
  removeFolder(folder)
})
