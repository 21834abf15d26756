import type { Happened } from '../../backend/shown.ts'
import { recordName } from '../card/record-name.ts'
import { dateOnly, shortWhen } from '../parts/dates.ts'
import { listed, money, words } from '../words/index.ts'

const NONE = '—'

/** What happened to the record, as a sentence; `nameOf` says what a person is called. */
export function happenedInWords(happened: Happened, nameOf: (id: string) => string): string {
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
      const name = (id: string | null) => (id === null ? NONE : nameOf(id))
      return said.responsible(name(happened.from), name(happened.to))
    }
    case 'continued':
      return said[happened.how](recordName(happened.record))
    case 'took_over':
      return said.tookOver[happened.how](happened.title)
    case 'task_done':
      return said.taskDone(happened.title)
    case 'overdue':
      return said.overdue[happened.step](listed(happened.people.map(nameOf)))
    case 'decided':
      return [happened.yes ? said.approved : said.declined, happened.words].filter(Boolean).join(': ')
    case 'reminded':
      return said.reminded(listed(happened.people.map(nameOf)))
    case 'invited':
      return said.invited(happened.name)
    case 'came':
      return said.came
    case 'declined':
      return [said.notComing, happened.words].filter(Boolean).join(': ')
    case 'left':
      return happened.message ? said.leftWith : said.leftIt
    case 'invite_ended':
      return said[happened.how](happened.name)
    case 'invite_ends': {
      const { name, until, sponsor } = happened
      return said.ends(name, shortWhen(until), nameOf(sponsor))
    }
    case 'stands_in': {
      const { person, absent, until } = happened
      // The moment he is back belongs to the day after.
      const last = new Date(Date.parse(until) - 1).toISOString()
      return said.standsIn(nameOf(person), nameOf(absent), dateOnly(last))
    }
    case 'files_go':
      return said.filesGo(shortWhen(happened.from))
    case 'supervised':
      return said.supervised(happened.words)
    case 'veiled':
      return ''
    case 'gone':
    case 'back':
      return said[happened.what]
  }
}
