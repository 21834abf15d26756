/** Words of a dossier's pages: whoever reads them has nothing of ours. */
import type { Language } from '../companies/framed.ts'
import { type DossierWords, en } from './words-en.ts'
import { ru } from './words-ru.ts'
import { uk } from './words-uk.ts'

export type { DossierWords }

const all: Record<Language, DossierWords> = { en, ru, uk }

export function wordsIn(language: Language): DossierWords {
  return all[language]
}
