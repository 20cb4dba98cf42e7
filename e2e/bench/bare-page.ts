import type { BareReply } from './bare-server.ts'
import { startChild } from './child.ts'

/** The floor of every page, on the floor of every server. */
export async function startBarePage() {
  const { ready, child } = await startChild<{ url: string }>('bare-server.ts')
  return {
    site: { url: `${ready.url}/`, row: '.row' },
    serve(rows: number) {
      const reply: BareReply = { contentType: 'text/html', body: Buffer.from(barePage(rows)) }
      return child.ask<object>(reply)
    },
    stop: () => child.stop(),
  }
}

/** Rows that are there at once, and what changes one word. */
function barePage(rows: number): string {
  const row = (n: number) =>
    `<tr class=row><td>UbmsMHmkqv0PiAGx7Tq01${n}<td>Completed<td>Factory Shanghai<td>Retail Frankfurt<td>4,800`
  return `<!doctype html><meta charset=utf-8><title>bare</title>
<style>tr{height:40px}</style>
<button type=button onclick="document.querySelector('#word').textContent='done'">go</button>
<input oninput="document.querySelector('#word').textContent='done'">
<p id=word>idle</p>
<table>${Array.from({ length: rows }, (_, n) => row(n)).join('\n')}</table>`
}
