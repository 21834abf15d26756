/** A role nobody answers for: whoever can change that is told. */
import { localeOf } from '../companies/companies.ts'
import { type Language, languageOf } from '../companies/framed.ts'
import { entrust } from '../errands/errands.ts'
import { recordRef } from '../records.ts'
import { Refused } from '../refused.ts'
import { rolesOf } from '../roles/directory.ts'
import { administrators } from '../roles/offer.ts'
import type { Viewer } from '../signed-in.ts'
import type { Writing } from '../store/store.ts'

/**
 * Tells the administrators, by their host's bell, that nobody answers for a role which is needed; once a day. Answers
 * with how many are told.
 * @throws Refused `not_found` when there is no such role
 */
export async function tellOfEmpty(w: Writing, viewer: Viewer, role: string): Promise<number> {
  const wanted = (await rolesOf(w)).find(({ id }) => id === role)
  if (!wanted) throw new Refused('not_found')
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
        text: nobodyAnswers[language](wanted.title[language]),
        link: lookAtCard[language],
        record: recordRef(viewer.record),
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

const lookAtCard: Record<Language, string> = {
  ru: 'Открыть карточку',
  uk: 'Відкрити картку',
  en: 'Open the card',
}
