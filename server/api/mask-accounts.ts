/** A member of JSON without white space whose name says that it holds an account's id. */
const account = /("[^"\\]*(?:uid|aliyunid)":)("(?:[^"\\]|\\.)*"|-?\d[\d.e+-]*)/gi

/** JSON without white space, its account ids masked as the page does. */
export function maskAccounts(json: string): string {
  return json.replace(account, (_whole, name: string, value: string) => {
    const uid = value.startsWith('"') ? String(JSON.parse(value)) : value
    return name + JSON.stringify(maskUid(uid))
  })
}

/** `1984268643261234567` → `198•••567`. */
function maskUid(uid: string): string {
  if (uid === '') return ''
  return uid.length > 8 ? `${uid.slice(0, 3)}•••${uid.slice(-3)}` : `${uid.slice(0, 1)}•••`
}
