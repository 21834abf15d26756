import { signingInWords } from '../words/signing-in.ts'
import type { OwnWords } from './signing-in.model.ts'
import type { Trouble } from './tickets.ts'

/** What our page says by itself where the server has said nothing. */
export function ownWords(): OwnWords & { unsaved: Trouble } {
  const say = signingInWords()
  return {
    ask: { reason: 'ask', title: say.askTitle, text: say.askText },
    unreachable: { reason: 'unreachable', title: say.unreachableTitle, text: say.unreachableText },
    unsaved: { reason: 'unsaved', title: say.unsavedTitle, text: say.unsavedText },
  }
}
