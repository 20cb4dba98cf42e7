/**
 * Chinese around values: a space where Han meets Latin letters or digits, as `` han`删除${name}` ``
 * gives `删除 Plant 7` and `删除苏州`. A value itself stays as it is.
 */
export function han(texts: TemplateStringsArray, ...values: readonly string[]): string {
  return texts.reduce((said, text, index) => seam(seam(said, values[index - 1] ?? ''), text))
}

function seam(left: string, right: string): string {
  const isMixed =
    (hanLast.test(left) && latinFirst.test(right)) || (latinLast.test(left) && hanFirst.test(right))
  return isMixed ? `${left} ${right}` : left + right
}

const hanFirst = /^\p{Script=Han}/u
const hanLast = /\p{Script=Han}$/u
const latinFirst = /^[\p{Script=Latin}\p{N}]/u
const latinLast = /[\p{Script=Latin}\p{N}]$/u
