import { chosen, type Language } from './index.ts'
import { type Counting, plural } from './plural.ts'

/** Words that come with the part they stand in: made once, in the language that is read. All three are small. */
export function inLanguage<Words extends object>(
  made: Record<Language, (count: Counting) => Words>,
): () => Words {
  const known = new Map<Language, Words>()
  return () => {
    const { language } = chosen
    const words = known.get(language) ?? made[language](plural(language))
    known.set(language, words)
    return words
  }
}
