import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const root = join(import.meta.dirname, '..')

/**
 * Everything that a start needs, in a folder of its own: the server, and the built page as another
 * build would be, each of its assets under another name.
 */
export function installAnotherBuild(folder: string): void {
  mkdirSync(folder, { recursive: true })
  for (const name of ['server', 'dist', 'dist-server', 'package.json']) {
    cpSync(join(root, name), join(folder, name), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const assets = join(folder, 'dist/assets')
  const texts = readdirSync(assets).filter((name) => /\.(js|css)$/.test(name))
  const renamed = new Map(texts.map((name) => [name, name.replace(/(\.\w+)$/, '-next$1')]))
  for (const name of texts) {
    const other = rename(readFileSync(join(assets, name), 'utf8'), renamed)
    writeFileSync(join(assets, renamed.get(name) ?? name), other)
  }
  const shell = join(folder, 'dist/index.html')
  writeFileSync(shell, rename(readFileSync(shell, 'utf8'), renamed))
}

function rename(text: string, renamed: ReadonlyMap<string, string>): string {
  return text.replace(/[\w.-]+\.(?:js|css)\b/g, (name) => renamed.get(basename(name)) ?? name)
}
