/** The words of this page, besides those every page has. */
import type { Language } from '../../words/index.ts'
import type { SetupWords } from './en.ts'

// Only the one that is read is loaded.
const load: Record<Language, () => Promise<SetupWords>> = {
  en: async () => (await import('./en.ts')).en,
  ru: async () => (await import('./ru.ts')).ru,
  uk: async () => (await import('./uk.ts')).uk,
}

/** There once `loadSetupWords` has answered, which is before anything is drawn. */
export let setupWords: SetupWords

export async function loadSetupWords(language: Language): Promise<void> {
  setupWords = await load[language]()
}
