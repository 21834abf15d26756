/** A company's texts where they are in its CRM only: handed over, read back, and gone from here. */
import type { Errand, Outcome } from '../errands/errands.ts'
import type { Writing } from '../store/store.ts'
import { concludeRelay } from './concluded.ts'
import { type FileDeps, letKeptGo } from './files.ts'
import { handOverAgain, handOverSome } from './slices.ts'
import { createTexts, type TextsDeps } from './texts.ts'
import { vanish } from './vanish.ts'

export function createRelay(deps: TextsDeps & FileDeps) {
  const { store } = deps
  return {
    ...createTexts(deps),
    handOver: (company: string) => handOverSome(store, deps, company),
    handOverAgain: (company: string) => handOverAgain(store, company),
    vanish: (company: string) => vanish(store, company),

    /** To be called in the write that records how an errand ended, once its file says that it is kept. */
    async concluded(w: Writing, errand: Errand, outcome: Outcome) {
      await letKeptGo(w, deps, errand, outcome)
      await concludeRelay(w, errand, outcome)
    },
  }
}
