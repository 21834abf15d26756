/** What happened to a record, as a sentence. */
import { recordKey } from '../records.ts'
import type { Happened } from '../shown.ts'
import type { Telling } from './telling.ts'

export function happenedIn({ say, name, names, money, when, day }: Telling, happened: Happened): string {
  const said = say.happened
  switch (happened.what) {
    case 'stage':
    case 'funnel':
      return said[happened.what](happened.from ?? say.nobody, happened.to ?? say.nobody)
    case 'amount': {
      const { from, to, currency } = happened
      return said.amount(money(from, currency), money(to, currency))
    }
    case 'responsible': {
      const who = (id: string | null) => (id === null ? say.nobody : name(id))
      return said.responsible(who(happened.from), who(happened.to))
    }
    case 'continued':
      return said.continued(recordKey(happened.record))
    case 'took_over':
      return said.tookOver(happened.title)
    case 'task_done':
      return said.taskDone(happened.title)
    case 'overdue':
      return said.overdue[happened.step](names(happened.people))
    case 'decided':
      return [happened.yes ? said.approved : said.declined, happened.words].filter(Boolean).join(': ')
    case 'reminded':
      return said.reminded(names(happened.people))
    case 'invited':
      return said.invited(happened.name)
    case 'declined':
      return [said.notComing, happened.words].filter(Boolean).join(': ')
    case 'left':
      return said.leftIt
    case 'invite_ended':
      return said[happened.how](happened.name)
    case 'invite_ends':
      return said.ends(happened.name, when(happened.until))
    case 'stands_in': {
      // The moment he is back belongs to the day after.
      const last = new Date(Date.parse(happened.until) - 1).toISOString()
      return said.standsIn(name(happened.person), name(happened.absent), day(last))
    }
    case 'files_go':
      return said.filesGo(when(happened.from))
    case 'supervised':
      return said.supervised(happened.words)
    case 'came':
    case 'gone':
    case 'back':
    case 'veiled':
      return said[happened.what]
  }
}
