/** The floor of every page: rows that are there at once, and a button that changes one word. */
export function barePage(rows: number): string {
  const row = (n: number) =>
    `<tr class=row><td>UbmsMHmkqv0PiAGx7Tq01${n}<td>Completed<td>Factory Shanghai<td>Retail Frankfurt<td>4,800`
  return `<!doctype html><meta charset=utf-8><title>bare</title>
<style>tr{height:40px}</style>
<button type=button onclick="document.querySelector('#word').textContent='done'">go</button>
<input oninput="document.querySelector('#word').textContent='done'">
<p id=word>idle</p>
<table>${Array.from({ length: rows }, (_, n) => row(n)).join('\n')}</table>`
}
