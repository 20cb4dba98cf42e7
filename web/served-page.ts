/** The sub path below which our server hands the page out, such as `/waybill`; `''`: none. */
export function basePath(): string {
  return toldByServer('waybill-base')
}

/** Which build this page is; `''`: not told, as in development. */
export function pageBuild(): string {
  return toldByServer('waybill-build')
}

function toldByServer(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? ''
}
