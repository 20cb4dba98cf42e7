import type { Page } from '@playwright/test'

/** Words that Chinese keeps as they are: names, units, the upstream's own terms. */
const kept = [
  'Waybill',
  // A language by its own name.
  'English',
  'ID',
  'IP',
  'Key',
  'RequestId',
  'GmtCreate',
  'UTC',
  'GMT',
  'HTTPS',
  'NTP',
  'RAM',
  'JSON',
  'CSV',
  'NDJSON',
  'Markdown',
  'Ctrl',
  'Shift',
  'Esc',
  'Enter',
  'Delete',
  'Alt',
  'AccessKey',
  'Secret',
  'STS',
  'IotInstanceId',
]

/** What is data or code wherever it stands. */
const shapes = [
  /https?:\/\/\S+/g,
  /\d{4}-\d\d-\d\dT[\d:.]+Z/g,
  /\biot:\w+/g,
  /\biot-[\w-]*/g,
  /\b[A-Z]+(_[A-Z]+)+\b/g,
  /\b[a-z]+=\S+/g,
  /\b(cn|ap|eu|us)-[a-z]+(-\d)?\b/g,
  /\b[a-zA-Z0-9]{16,}\b/g,
  /\ba1[a-zA-Z0-9]{9}\b/g,
  /[(（][A-Z][)）]/g,
  /\b[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\b/g,
]

/**
 * Everything on the page that is told in another language than the page's: texts, names for a
 * screen reader, tooltips, placeholders and the title, with the Latin words that they have. Left
 * out is what is code, a key, data with a part
 * found in it, or marked as of another language. `names`: of things, from the data.
 */
export async function latinTexts(page: Page, names: readonly string[]): Promise<string[]> {
  const texts = await page.evaluate(readTexts)
  const longest = [...names, ...kept].toSorted((a, b) => b.length - a.length)
  return [...new Set(texts)].filter((text) => /\p{Script=Latin}/u.test(without(text, longest)))
}

function without(text: string, words: readonly string[]): string {
  const plain = shapes.reduce((left, shape) => left.replaceAll(shape, ' '), text)
  return words.reduce((left, word) => left.replaceAll(wholeWord(word), ' '), plain)
}

function wholeWord(word: string): RegExp {
  return new RegExp(
    `(?<![\\p{Script=Latin}\\d])${word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{Script=Latin}])`,
    'gu',
  )
}

/** Runs in the page. */
function readTexts(): string[] {
  const attributes = ['aria-label', 'title', 'placeholder', 'alt', 'aria-description']
  const language = document.documentElement.lang
  const isLeftOut = (element: Element) =>
    element.closest('code, kbd, .key-cap, .id, :has(> mark), script, style') !== null ||
    (element.closest('[lang]')?.getAttribute('lang') ?? language) !== language
  const texts = [document.title]
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ALL)
  for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
    const element = node instanceof Element ? node : node.parentElement
    if (!element || isLeftOut(element) || !element.checkVisibility()) continue
    if (node instanceof Text) texts.push(node.data.trim())
    if (node !== element) continue
    for (const name of attributes) texts.push(element.getAttribute(name)?.trim() ?? '')
  }
  return texts.filter((text) => text !== '')
}

/** What stands in the data by name: connections, instances, zones. */
export async function namesOf(url: string): Promise<string[]> {
  const { facets } = (await (await fetch(`${url}/api/facets`)).json()) as {
    facets: Record<string, { value: string; name: string }[]>
  }
  const instances = Object.values(facets).flatMap((values) => values.map(({ name }) => name))
  const { connections } = (await (await fetch(`${url}/api/sync`)).json()) as {
    connections: { connection: string }[]
  }
  return [
    ...connections.map(({ connection }) => connection),
    ...instances.filter((name) => name !== ''),
    ...Intl.supportedValuesOf('timeZone'),
  ]
}
