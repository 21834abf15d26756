import { type Look, tokens } from '../../../crm-adapters/dynamics365/frame.ts'

/** The tokens we know of a theme. A value that could load something or close its declaration is left out. */
export function lookOf(theme: unknown, dark: boolean | undefined): Look {
  const given: Record<string, unknown> = typeof theme === 'object' && theme !== null ? { ...theme } : {}
  const look: Look = { theme: dark ? 'dark' : 'light', tokens: {} }
  for (const token of tokens) {
    const value = given[token]
    if (typeof value === 'string' && value.length <= 300 && !/[;{}<]|url\(/i.test(value))
      look.tokens[token] = value
  }
  return look
}

export function sameLook(one: Look, other: Look): boolean {
  return one.theme === other.theme && tokens.every((token) => one.tokens[token] === other.tokens[token])
}
