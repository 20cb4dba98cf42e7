import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { aFolder, removeFolder } from '../servers.ts'

/** How large the page of whoever looks is, in CSS pixels. */
export const desktop = { width: 1440, height: 900 }

/** A reader who comes for the first time, with an empty cache, on a desktop's window. */
export type Reader = {
  /** Resolves when the page is another one, which it may not show yet. */
  go(url: string): Promise<void>
  /** What an expression gives, or resolves to. */
  evaluate<Value>(expression: string): Promise<Value>
  close(): Promise<void>
}

/**
 * A Chromium that nobody listens to. Where a tool hears of what each page logs and asks for, as
 * Playwright does, V8 looks up the line of every `Error` that is made: 50 ms of a first row, for which
 * no reader waits.
 */
export type QuietBrowser = {
  /** `script` runs before each page's own; `slowedBy` makes all code so many times slower. */
  newReader(options: { readonly script: string; readonly slowedBy: number }): Promise<Reader>
  stop(): Promise<void>
}

export async function startQuietBrowser(chromium: string): Promise<QuietBrowser> {
  const folder = aFolder()
  const flags = ['--no-sandbox', '--lang=en-US', '--remote-debugging-pipe', '--headless']
  const shell = spawn(chromium, [...flags, `--user-data-dir=${join(folder, 'profile')}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  })
  const exit = once(shell, 'exit')
  const wire = openWire(shell.stdio[3] as Writable, shell.stdio[4] as Readable)
  void exit.then(() => wire.close())

  return {
    async newReader({ script, slowedBy }) {
      const { browserContextId } = await wire.send('Target.createBrowserContext', {})
      const blank = { url: 'about:blank', browserContextId }
      const { targetId } = await wire.send('Target.createTarget', blank)
      const { sessionId } = await wire.send('Target.attachToTarget', { targetId, flatten: true })
      const send = (method: string, params: object = {}) => wire.send(method, params, sessionId)
      const window = { ...desktop, deviceScaleFactor: 1, mobile: false }
      await send('Page.enable')
      await send('Emulation.setDeviceMetricsOverride', window)
      await send('Emulation.setCPUThrottlingRate', { rate: slowedBy })
      await send('Page.addScriptToEvaluateOnNewDocument', { source: script })
      return {
        async go(url) {
          const arrival = wire.hear('Page.frameNavigated', sessionId)
          const { errorText } = await send('Page.navigate', { url })
          if (errorText) throw new Error(`${url}: ${errorText}`)
          await arrival
        },
        async evaluate<Value>(expression: string) {
          const asked = { expression, awaitPromise: true, returnByValue: true }
          const { result, exceptionDetails } = await send('Runtime.evaluate', asked)
          if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.text}`)
          return result?.value as Value
        },
        close: async () =>
          void (await wire.send('Target.disposeBrowserContext', { browserContextId })),
      }
    },

    async stop() {
      // Not by a signal: what was started may be a script that started the browser. It is gone before
      // it answers.
      wire.send('Browser.close', {}).catch(() => {})
      await exit
      removeFolder(folder)
    },
  }
}

/** What is read of the answers: https://chromedevtools.github.io/devtools-protocol/. */
type Answer = {
  readonly browserContextId?: string
  readonly targetId?: string
  readonly sessionId?: string
  readonly errorText?: string
  readonly result?: { readonly value: unknown }
  readonly exceptionDetails?: { readonly text: string }
}

type Message = {
  readonly id?: number
  readonly result?: Answer
  readonly error?: { readonly message: string }
  readonly method?: string
  readonly sessionId?: string
}

/** Calls and events of the DevTools protocol: texts of JSON, each followed by a zero. */
function openWire(output: Writable, input: Readable) {
  const calls = new Map<number, PromiseWithResolvers<Answer>>()
  const awaited = new Map<string, () => void>()
  let lastId = 0
  let text = ''

  function take({ id, result = {}, error, method, sessionId }: Message) {
    const call = calls.get(id ?? 0)
    calls.delete(id ?? 0)
    if (error) call?.reject(new Error(error.message))
    else call?.resolve(result)
    awaited.get(`${method} ${sessionId}`)?.()
  }
  input.setEncoding('utf8').on('data', (part: string) => {
    const messages = (text + part).split('\0')
    text = messages.pop() ?? ''
    for (const message of messages) take(JSON.parse(message) as Message)
  })

  return {
    send(method: string, params: object, sessionId?: string): Promise<Answer> {
      lastId += 1
      const call = Promise.withResolvers<Answer>()
      calls.set(lastId, call)
      output.write(`${JSON.stringify({ id: lastId, method, params, sessionId })}\0`)
      const late = () => call.reject(new Error(`${method} has no answer after a minute`))
      const timer = setTimeout(late, 60_000)
      return call.promise.finally(() => clearTimeout(timer))
    },
    /** The next event of that kind. */
    hear(method: string, sessionId: string | undefined): Promise<void> {
      return new Promise((resolve) => awaited.set(`${method} ${sessionId}`, resolve))
    },
    /** Nobody answers any more. */
    close() {
      for (const { reject } of calls.values()) reject(new Error('the browser has ended'))
      calls.clear()
    },
  }
}
