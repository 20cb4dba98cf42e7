/** `1984268643261234567` → `198•••567`, as the page does; `hidden` stands for what is left out. */
export function maskUid(uid: string, hidden: '•••' | '***'): string {
  if (uid === '') return ''
  return uid.length > 8 ? `${uid.slice(0, 3)}${hidden}${uid.slice(-3)}` : uid.slice(0, 1) + hidden
}
