/** The words of our own page, besides those every page has. */
import type { Language } from '../../words/index.ts'
import { plural } from '../../words/plural.ts'
import type { HomeWords } from './en.ts'

// Only the one that is read is loaded.
const load: Record<Language, () => Promise<HomeWords>> = {
  en: async () => (await import('./en.ts')).en(plural('en')),
  ru: async () => (await import('./ru.ts')).ru(plural('ru')),
  uk: async () => (await import('./uk.ts')).uk(plural('uk')),
}

/** There once `loadHomeWords` has answered, which is before anything is drawn. */
export let homeWords: HomeWords

export async function loadHomeWords(language: Language): Promise<void> {
  homeWords = await load[language]()
}
