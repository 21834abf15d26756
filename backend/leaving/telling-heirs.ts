/** Whoever now sees to a leaver's work is called: by the host's bell, with how much there is. */
import { and, count, eq, isNotNull } from 'drizzle-orm'
import { choicesOf } from '../companies/choices.ts'
import { localeOf } from '../companies/companies.ts'
import { type Language, languageOf } from '../companies/framed.ts'
import { entrust } from '../errands/errands.ts'
import { peopleById } from '../people/people.ts'
import type { HandedKind } from '../shown.ts'
import type { Reading, Writing } from '../store/store.ts'
import type { LeavingRow } from './handed.ts'

/** `card`: he reads what he has to know of it. */
type Counts = Partial<Record<HandedKind | 'card', number>>

/** Tells each heir what has come to him, or that it has gone back; nobody where the company wants no bell. */
export async function tellHeirs(w: Writing, leaving: LeavingRow, newId: () => string) {
  if (!(await choicesOf(w)).notices) return
  const { person, undoneAt } = leaving
  const leaver = (await peopleById(w, [person])).get(person)?.name ?? ''
  for (const [heir, counts] of await handedTo(w, leaving)) {
    const { locale, text } = words[await languageFor(w, heir)]
    const many = new Intl.NumberFormat(locale)
    const parts = kinds.flatMap((kind) => {
      const things = counts[kind] ?? 0
      return things > 0 ? [text[kind](many.format(things))] : []
    })
    const tag = `dealthread|leaving ${leaving.id}|${heir}`
    await entrust(w, {
      id: newId(),
      deed: {
        do: 'notice',
        to: heir,
        // Taking it back takes the place of telling it.
        tag,
        group: tag,
        text: undoneAt ? text.undone(leaver) : `${text.done(leaver)} ${capital(parts.join(', '))}.`,
        link: '',
        record: null,
      },
      as: null,
      lane: `notices:${heir}`,
      supersedes: tag,
    })
  }
}

async function handedTo({ company, db, t }: Reading, { id }: LeavingRow): Promise<Map<string, Counts>> {
  const rows = await db
    .select({ heir: t.handed.heir, kind: t.handed.kind, things: count() })
    .from(t.handed)
    .where(and(eq(t.handed.company, company), eq(t.handed.leaving, id), isNotNull(t.handed.heir)))
    .groupBy(t.handed.heir, t.handed.kind)
  const cards = await db
    .select({ heir: t.handover.to, things: count() })
    .from(t.handover)
    .where(and(eq(t.handover.company, company), eq(t.handover.cause, id)))
    .groupBy(t.handover.to)
  const all = [...cards.map((one) => ({ ...one, kind: 'card' as const })), ...rows]
  const byHeir = Map.groupBy(all, ({ heir }) => heir ?? '')
  return new Map(
    [...byHeir].map(([heir, of]) => [
      heir,
      Object.fromEntries(of.map(({ kind, things }) => [kind, Number(things)])),
    ]),
  )
}

async function languageFor(r: Reading, person: string): Promise<Language> {
  const { company, db, t } = r
  const [row] = await db
    .select({ locale: t.person.locale })
    .from(t.person)
    .where(and(eq(t.person.company, company), eq(t.person.id, person)))
  return languageOf(row?.locale ?? (await localeOf(r)))
}

const capital = (said: string) => said.slice(0, 1).toUpperCase() + said.slice(1)

/** In the order they are told; his own passes go to nobody. */
const kinds = ['card', 'thread', 'awaited', 'task', 'invite'] as const

type Told = Record<(typeof kinds)[number] | 'done' | 'undone', (what: string) => string>

const words: Record<Language, { locale: string; text: Told }> = {
  ru: {
    locale: 'ru',
    text: {
      done: (name) => `Вам переданы дела: ${name}.`,
      undone: (name) => `Передача дел отменена, они остаются прежнему ответственному: ${name}.`,
      card: (n) => `карточек: ${n}`,
      thread: (n) => `обсуждений: ${n}`,
      awaited: (n) => `ждут вашего ответа: ${n}`,
      task: (n) => `задач: ${n}`,
      invite: (n) => `приглашённых, за которых вы отвечаете: ${n}`,
    },
  },
  uk: {
    locale: 'uk',
    text: {
      done: (name) => `Вам передано справи: ${name}.`,
      undone: (name) => `Передачу справ скасовано, вони залишаються попередньому відповідальному: ${name}.`,
      card: (n) => `карток: ${n}`,
      thread: (n) => `обговорень: ${n}`,
      awaited: (n) => `чекають вашої відповіді: ${n}`,
      task: (n) => `завдань: ${n}`,
      invite: (n) => `запрошених, за яких ви відповідаєте: ${n}`,
    },
  },
  en: {
    locale: 'en',
    text: {
      done: (name) => `You now look after the work of ${name}.`,
      undone: (name) => `The handover is undone: ${name} looks after that work again.`,
      card: (n) => `cards: ${n}`,
      thread: (n) => `discussions: ${n}`,
      awaited: (n) => `waiting for your answer: ${n}`,
      task: (n) => `tasks: ${n}`,
      invite: (n) => `people invited, whom you answer for: ${n}`,
    },
  },
}
