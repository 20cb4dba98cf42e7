/** One step of a Dockerfile: its word in capitals, and what follows, continued lines joined. */
export type DockerStep = { readonly word: string; readonly rest: string }

/** The stages of a Dockerfile, each from its `FROM` on. */
export function readDockerfile(text: string): DockerStep[][] {
  const lines = text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  const stages: DockerStep[][] = []
  for (const line of lines) {
    const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(line) ?? []
    if (word === 'FROM') stages.push([])
    stages.at(-1)?.push({ word, rest })
  }
  return stages
}

/** What a `COPY` copies: from where, and the paths; the last of its words is the place. */
export function readCopy(rest: string): { from: string | null; paths: string[]; to: string } {
  const words = rest.split(/\s+/)
  const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length) ?? null
  const plain = words.filter((word) => !word.startsWith('--'))
  return { from, paths: plain.slice(0, -1), to: plain.at(-1) ?? '' }
}
