/** A hold that was let go of ends three days later: those who oversee hear of it a day before, and the log tells of it then. */
import { and, eq, gt, inArray, isNull, lte } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { localeOf, portalOf } from '../companies/companies.ts'
import { type Language, languageOf } from '../companies/framed.ts'
import { entrust } from '../errands/errands.ts'
import { TOLD_BEFORE } from '../holds/due.ts'
import type { HoldRow } from '../holds/held.ts'
import { administrators } from '../roles/offer.ts'
import type { Writing } from '../store/store.ts'

/** Holds of one write. */
const SLICE = 50

/** Sees to a slice of those that end or have ended; true when there may be more. */
export async function seeToEnding(w: Writing, newId: () => string): Promise<boolean> {
  const { company, db, t, now } = w
  const soon = new Date(now.getTime() + TOLD_BEFORE)
  const open = and(eq(t.hold.company, company), isNull(t.hold.releasedAt))
  const over = await db
    .update(t.hold)
    .set({ releasedAt: now })
    .where(and(open, lte(t.hold.endsAt, now)))
    .returning()
  for (const { id, record, thread, endsAt } of over) {
    const data = { ended: endsAt!.toISOString() }
    audit(w, { act: 'hold.released', by: 'clock', on: { record, thread, thing: id }, data })
  }
  const ending = await db
    .select()
    .from(t.hold)
    .where(and(open, isNull(t.hold.noticedAt), gt(t.hold.endsAt, now), lte(t.hold.endsAt, soon)))
    .limit(SLICE)
  if (ending.length === 0) return false
  const these = inArray(
    t.hold.id,
    ending.map(({ id }) => id),
  )
  await db
    .update(t.hold)
    .set({ noticedAt: now })
    .where(and(eq(t.hold.company, company), these))
  // Of a company that left nobody can be told.
  if (await portalOf(w)) for (const hold of ending) await ring(w, hold, newId)
  return ending.length === SLICE
}

/** Administrators, compliance and whoever has placed it; never why it was. */
async function ring(w: Writing, { id, by, endsAt }: HoldRow, newId: () => string) {
  const common = await localeOf(w)
  for (const person of await overseersAnd(w, by)) {
    const tag = `dealthread|hold ${id}|${person.id}`
    const text = words[languageOf(person.locale ?? common)](endsAt!)
    await entrust(w, {
      id: newId(),
      deed: { do: 'notice', to: person.id, tag, group: tag, text, link: '', record: null },
      as: null,
      lane: `notices:${person.id}`,
      supersedes: tag,
    })
  }
}

async function overseersAnd(w: Writing, placedBy: string) {
  const { company, db, t } = w
  const { person, standing } = t
  const known = { id: person.id, locale: person.locale }
  const compliance = await db
    .select(known)
    .from(person)
    .innerJoin(standing, and(eq(standing.company, company), eq(standing.person, person.id)))
    .where(and(eq(person.company, company), isNull(person.leftAt), eq(standing.standing, 'compliance')))
  const placer = await db
    .select(known)
    .from(person)
    .where(and(eq(person.company, company), isNull(person.leftAt), eq(person.id, placedBy)))
  const all = [...(await administrators(w)), ...compliance, ...placer]
  return new Map(all.map((one) => [one.id, one])).values()
}

const at = (language: Language, when: Date) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(when)

const words: Record<Language, (ends: Date) => string> = {
  ru: (ends) =>
    `Запрет удаления перестанет действовать ${at('ru', ends)} UTC. Оставить его: «Чаты сделок» → «Запрет удаления».`,
  uk: (ends) =>
    `Заборона видалення перестане діяти ${at('uk', ends)} UTC. Залишити її: «Чати угод» → «Заборона видалення».`,
  en: (ends) => `A legal hold ends ${at('en', ends)} UTC. To keep it: Deal chats → Legal hold.`,
}
