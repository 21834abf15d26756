import type { Happened } from '../../backend/shown.ts'
import { person } from '../card/card.model.ts'
import { recordName } from '../card/record-name.ts'
import { money, words } from '../words/index.ts'

const NONE = '—'

/** What happened to the record, as a sentence. */
export function happenedInWords(happened: Happened): string {
  const said = words.conversation.happened
  switch (happened.what) {
    case 'stage':
    case 'funnel':
      return said[happened.what](happened.from ?? NONE, happened.to ?? NONE)
    case 'amount': {
      const { from, to, currency } = happened
      const sum = (amount: number | null) => (amount === null ? NONE : money(amount, currency))
      return said.amount(sum(from), sum(to))
    }
    case 'responsible': {
      const name = (id: string | null) => (id === null ? NONE : person(id).name)
      return said.responsible(name(happened.from), name(happened.to))
    }
    case 'continued':
      return said[happened.how](recordName(happened.record))
    case 'gone':
    case 'back':
      return said[happened.what]
  }
}
