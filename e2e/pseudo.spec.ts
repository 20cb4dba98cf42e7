import { join } from 'node:path'
import { build } from 'vite'
import { cutTexts, sidewaysScrolls } from './cut-texts.ts'
import { expect, test } from './fixtures.ts'
import { pageStates } from './page-states.ts'
import { isLong } from './proof.ts'

// A trace copies the page at each step: here that is most of the work.
test.use({ trace: 'off' })

/** The words as the page fetches them; made once. */
let words = ''

test.beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: join(import.meta.dirname, 'pseudo.ts'), formats: ['es'] },
    },
  })
  const [output] = Array.isArray(built) ? built : []
  const [chunk] = output?.output ?? []
  if (chunk?.type !== 'chunk') throw new Error('no words were built')
  words = chunk.code
})

test.use({ locale: 'zh-CN' })

const windows = Object.entries({
  'wide window': { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
})

for (const [at, [name, viewport]] of windows.entries()) {
  test.describe(`words 40 % longer on a ${name}`, () => {
    test.use({ viewport })

    for (const [index, [state, visit]] of Object.entries(pageStates).entries()) {
      // In the short form each state in one of them.
      if (!isLong && index % windows.length !== at) continue
      test(`${state}: nothing of ours is cut, nothing scrolls sideways`, async ({ page, demo }) => {
        await page.route('**/assets/zh-*.js', (route) =>
          route.fulfill({ contentType: 'text/javascript', body: words }),
        )
        await visit(page, demo.url)
        await expect(page.locator('body')).toContainText('⟦')
        expect(await cutTexts(page)).toEqual([])
        expect(await sidewaysScrolls(page)).toEqual([])
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        )
        expect(overflow).toBeLessThanOrEqual(0)
      })
    }
  })
}
