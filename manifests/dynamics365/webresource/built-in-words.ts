import { type Words, wordsFrom } from '../shell/words.ts'

/** The strings of the resx files by language, put in by the build: outside of a control nobody reads them for us. */
declare const __WORDS__: Record<string, Record<string, string>>

const built = __WORDS__

/** English for a language we do not speak. */
export function builtInWords(locale: string): Words {
  const spoken = built[locale] ?? built.en
  return wordsFrom((key) => spoken?.[key] ?? key)
}
