/** A role nobody answers for: whoever can change that is told. */

import { and, eq } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { localeOf } from '../companies/companies.ts'
import { type Language, languageOf } from '../companies/framed.ts'
import { entrust } from '../errands/errands.ts'
import { recordRef } from '../records.ts'
import { Refused } from '../refused.ts'
import { holdersOf, namedIn, rolesOf } from '../roles/directory.ts'
import { administrators } from '../roles/offer.ts'
import type { Role } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'

/**
 * Tells the administrators, by their host's bell, that nobody answers for a role which is needed; once a day. Answers
 * with how many are told.
 * @throws Refused `not_found` when there is no such role
 */
export async function tellOfEmpty(w: Writing, viewer: Viewer, role: string): Promise<number> {
  const wanted = (await rolesOf(w)).find(({ id }) => id === role)
  if (!wanted) throw new Refused('not_found')
  audit(w, { act: 'role.wanted', by: viewer, on: { record: viewer.record }, data: { role } })
  return tellAdministrators(w, wanted, { words: nobodyAnswers, record: viewer.record })
}

/** The same of every role that has nobody now that somebody has left. */
export async function tellOfEmptied(w: Writing, leaver: string) {
  for (const role of await rolesLeft(w, leaver))
    if (role.empty) await tellAdministrators(w, role, { words: nobodyIsLeft, record: null })
}

/** Roles somebody answers for, or did until he left; `empty` when nobody else does. */
export async function rolesLeft(r: Reading, person: string): Promise<(Role & { empty: boolean })[]> {
  const { company, db, t } = r
  const [his] = await db
    .select({ role: t.person.role })
    .from(t.person)
    .where(and(eq(t.person.company, company), eq(t.person.id, person)))
  const roles = (await rolesOf(r)).filter((role) => role.id === his?.role || namedIn(role).includes(person))
  const holders = await holdersOf(r, roles)
  return roles.map((role) => {
    const others = (holders.get(role.id) ?? []).filter((id) => id !== person)
    return { ...role, empty: others.length === 0 }
  })
}

async function tellAdministrators(
  w: Writing,
  { id: role, title }: Role,
  { words, record }: { words: Record<Language, (role: string) => string>; record: string | null },
): Promise<number> {
  const told = await administrators(w)
  const common = await localeOf(w)
  for (const { id, locale } of told) {
    const language = languageOf(locale ?? common)
    const tag = `dealthread|role ${role}|${id}`
    await entrust(w, {
      id: `${tag} ${w.now.toISOString().slice(0, 10)}`,
      deed: {
        do: 'notice',
        to: id,
        tag,
        group: 'dealthread|roles',
        text: words[language](title[language]),
        link: record === null ? '' : lookAtCard[language],
        record: record === null ? null : recordRef(record),
      },
      as: null,
      lane: `notices:${id}`,
    })
  }
  return told.length
}

const nobodyAnswers: Record<Language, (role: string) => string> = {
  ru: (role) => `В чате сделки ищут, кто отвечает за роль «${role}». Назначьте её: «Чаты сделок» → «Роли».`,
  uk: (role) => `У чаті угоди шукають, хто відповідає за роль «${role}». Призначте її: «Чати угод» → «Ролі».`,
  en: (role) =>
    `Somebody in a deal chat needs “${role}”, and nobody answers for it. Assign it in Deal chats → Roles.`,
}

const nobodyIsLeft: Record<Language, (role: string) => string> = {
  ru: (role) => `За роль «${role}» больше никто не отвечает. Назначьте её: «Чаты сделок» → «Роли».`,
  uk: (role) => `За роль «${role}» більше ніхто не відповідає. Призначте її: «Чати угод» → «Ролі».`,
  en: (role) => `Nobody answers for “${role}” any more. Assign it in Deal chats → Roles.`,
}

const lookAtCard: Record<Language, string> = {
  ru: 'Открыть карточку',
  uk: 'Відкрити картку',
  en: 'Open the card',
}
