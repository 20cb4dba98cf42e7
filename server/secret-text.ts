import { inspect } from 'node:util'

const hidden = '[secret]'

/** What each text holds: apart from it, so that nothing that walks over objects comes by it. */
const contents = new WeakMap<SecretText, string>()

/**
 * A text that no logger, serialiser or template can print: JSON, `inspect`, text and a copy of its
 * fields give `[secret]` or nothing. `reveal` is the one way to it.
 */
export class SecretText {
  constructor(text: string) {
    contents.set(this, text)
  }

  reveal(): string {
    return contents.get(this) ?? ''
  }

  toJSON(): string {
    return hidden
  }

  toString(): string {
    return hidden
  }

  [inspect.custom](): string {
    return hidden
  }
}
