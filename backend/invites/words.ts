/** What the bell says of invites. */
import type { RecordRef } from '../../crm-adapters/port.ts'
import { type Language, languageOf } from '../companies/framed.ts'

/** `invited` is for whoever is invited, the others are for the sponsor. */
export type InviteNews = 'invited' | 'declined' | 'left' | 'ends' | 'link'

interface About {
  /** Of the other one. */
  name: string
  /** Empty for the team's. */
  thread: string
  record: RecordRef
}

export function inviteNotice(locale: string, what: InviteNews, { name, thread, record }: About) {
  const say = words[languageOf(locale)]
  const title = say.quoted(thread || say.team)
  return { text: say[what](name, title), link: say.card(record.id) }
}

type Words = Record<InviteNews, (name: string, thread: string) => string> & {
  quoted(title: string): string
  team: string
  card(id: string): string
}

const words: Record<Language, Words> = {
  en: {
    invited: (name, thread) => `${name} invites you to the discussion ${thread}.`,
    declined: (name, thread) => `${name} has declined your invitation to ${thread}.`,
    left: (name, thread) => `${name} has left the discussion ${thread}. The result is pinned there.`,
    ends: (name, thread) =>
      `The invitation of ${name} to ${thread} ends within a day. Renew it if it is still needed.`,
    link: (name, thread) => `${name} asks for a new link to the discussion ${thread}.`,
    quoted: (title) => `“${title}”`,
    team: 'Team',
    card: (id) => `Card #${id}`,
  },
  ru: {
    invited: (name, thread) => `Вас приглашают в обсуждение ${thread}: ${name}.`,
    declined: (name, thread) => `Приглашение в обсуждение ${thread} отклонено: ${name}.`,
    left: (name, thread) => `Участник вышел из обсуждения ${thread}: ${name}. Результат закреплён.`,
    ends: (name, thread) =>
      `Приглашение в обсуждение ${thread} истекает через сутки: ${name}. Продлите, если оно ещё нужно.`,
    link: (name, thread) => `Гость просит новую ссылку в обсуждение ${thread}: ${name}.`,
    quoted: (title) => `«${title}»`,
    team: 'Общее',
    card: (id) => `Карточка №\u00a0${id}`,
  },
  uk: {
    invited: (name, thread) => `Вас запрошують до обговорення ${thread}: ${name}.`,
    declined: (name, thread) => `Запрошення до обговорення ${thread} відхилено: ${name}.`,
    left: (name, thread) => `Учасник вийшов з обговорення ${thread}: ${name}. Результат закріплено.`,
    ends: (name, thread) =>
      `Запрошення до обговорення ${thread} спливає за добу: ${name}. Подовжте, якщо воно ще потрібне.`,
    link: (name, thread) => `Гість просить нове посилання до обговорення ${thread}: ${name}.`,
    quoted: (title) => `«${title}»`,
    team: 'Загальне',
    card: (id) => `Картка №\u00a0${id}`,
  },
}
