/** `'Jobs'` → `string`: another language has the same keys and values, not the same words. */
export type Words<T> = T extends string
  ? string
  : T extends (...values: infer V) => string
    ? (...values: V) => string
    : { readonly [key in keyof T]: Words<T[key]> }
