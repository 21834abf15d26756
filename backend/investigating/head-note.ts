/** A head of the audit log, told of at the host: what stands there we cannot take back unseen. */
import { localeOf } from '../companies/companies.ts'
import { type Language, languageOf } from '../companies/framed.ts'
import { entrust } from '../errands/errands.ts'
import { recordRef } from '../records.ts'
import type { Writing } from '../store/store.ts'

export async function tellHead(
  w: Writing,
  record: string,
  { size, note }: { size: number; note: string },
  id: string,
) {
  const title = titles[languageOf(await localeOf(w))](size)
  await entrust(w, {
    id,
    deed: { do: 'note', record: recordRef(record), title, text: note },
    as: null,
    lane: 'audit',
    supersedes: 'head',
  })
}

const titles: Record<Language, (size: number) => string> = {
  ru: (size) => `Журнал действий в чатах сделок: ${size}. Эта запись подтверждает, что его не меняли`,
  uk: (size) => `Журнал дій у чатах угод: ${size}. Цей запис підтверджує, що його не змінювали`,
  en: (size) => `Audit log of the deal chats: ${size}. This entry shows that it has not been changed`,
}
