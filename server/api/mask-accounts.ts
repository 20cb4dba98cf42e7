import { maskUid } from './mask-uid.ts'

/** A member of JSON without white space whose name says that it holds an account's id. */
const account = /("[^"\\]*(?:uid|aliyunid)":)("(?:[^"\\]|\\.)*"|-?\d[\d.e+-]*)/gi

/** JSON without white space, its account ids masked as the page does. */
export function maskAccounts(json: string): string {
  return json.replace(account, (_whole, name: string, value: string) => {
    const uid = value.startsWith('"') ? String(JSON.parse(value)) : value
    return name + JSON.stringify(maskUid(uid, '•••'))
  })
}
