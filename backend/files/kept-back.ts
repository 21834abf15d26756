/**
 * A file that comes to have a class which is closed to some is no longer for all whom the host lets read its kept copy: the copy is taken back, and
 * the file stays with us for good, where the class is asked about at every look.
 */
import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import { localeOf } from '../companies/companies.ts'
import { type Language, languageOf } from '../companies/framed.ts'
import { type Errand, entrust, type Outcome } from '../errands/errands.ts'
import { recordRef } from '../records.ts'
import { Refused } from '../refused.ts'
import { administrators } from '../roles/offer.ts'
import type { FileClass } from '../shown.ts'
import type { Writing } from '../store/store.ts'
import type { FileRow } from './files.ts'

const NAME = 'kept back '

/** To be called before it has its class. Refused as `kept_only_there` when the host's copy is all there is. */
export async function takeKeptBack(w: Writing, file: FileRow) {
  const { company, db, t, now } = w
  const isOnItsWay = file.keepAskedAt && !file.keepRefusedAt && !file.permanentAt
  if (!file.keptAt && !isOnItsWay) return
  if (file.erasedAt) throw new Refused('kept_only_there', 'its bytes are at the host only')
  const stays = { permanentAt: now, keptAt: null, keptAs: null, keptUrl: null }
  await db
    .update(t.file)
    .set(stays)
    .where(and(eq(t.file.company, company), eq(t.file.id, file.id)))
  if (file.keptAs) await askBack(w, file.id, { id: file.keptAs, url: file.keptUrl })
}

/** The same of files whose classes are closed to more people than before; of those the host alone has, nothing can be done. */
export async function takeClassesBack(w: Writing, classes: FileClass[]) {
  if (classes.length === 0) return
  const { company, db, t } = w
  const kept = await db
    .select()
    .from(t.file)
    .where(
      and(
        ...[eq(t.file.company, company), inArray(t.file.class, classes)],
        ...[isNotNull(t.file.keepAskedAt), isNull(t.file.permanentAt), isNull(t.file.erasedAt)],
      ),
    )
  for (const file of kept) await takeKeptBack(w, file)
}

/** It has come to lie there after it was no longer to: to be called in the write that learns of it. */
export async function askBack(w: Writing, file: string, copy: { id: string; url: string | null }) {
  await entrust(w, {
    id: `${NAME}${file} ${copy.id}`,
    deed: { do: 'take_back', what: 'file', ...copy, record: null },
    as: null,
    lane: `${NAME}${file}`,
  })
}

/** A copy that the host does not let go of is told of: the file says again where it lies, and administrators hear of it. */
export async function concludeKeptBack(w: Writing, { id, deed }: Errand, outcome: Outcome) {
  if (deed.do !== 'take_back' || !id.startsWith(NAME) || outcome.ending === 'done') return
  const { company, db, t, now } = w
  const [file = ''] = id.slice(NAME.length).split(' ')
  const [row] = await db
    .update(t.file)
    .set({ keptAt: now, keptAs: deed.id, keptUrl: deed.url })
    .where(and(eq(t.file.company, company), eq(t.file.id, file)))
    .returning()
  const [thread] = row
    ? await db
        .select({ record: t.thread.record })
        .from(t.thread)
        .where(and(eq(t.thread.company, company), eq(t.thread.id, row.thread)))
    : []
  if (!row || !thread) return
  const why = row.permanentAt ? 'classed' : 'erased'
  const common = await localeOf(w)
  for (const person of await administrators(w)) {
    const { [why]: text, link } = words[languageOf(person.locale ?? common)]
    const tag = `dealthread|${id}|${person.id}`
    await entrust(w, {
      id: tag,
      deed: { do: 'notice', to: person.id, tag, group: tag, text, link, record: recordRef(thread.record) },
      as: null,
      lane: `notices:${person.id}`,
    })
  }
}

/** Why the copy was to go, and did not. */
const words: Record<Language, Record<'classed' | 'erased' | 'link', string>> = {
  ru: {
    classed:
      'Файлу присвоен класс, а CRM не дала убрать его копию: её видят и те, кому класс закрыт. Удалите копию в CRM.',
    erased: 'Файл стёрт в чате, а CRM не дала убрать его копию: она осталась в CRM. Удалите её там.',
    link: 'Открыть карточку',
  },
  uk: {
    classed:
      'Файлу надано клас, а CRM не дала прибрати його копію: її бачать і ті, кому клас закрито. Видаліть копію в CRM.',
    erased: 'Файл стерто в чаті, а CRM не дала прибрати його копію: вона лишилася в CRM. Видаліть її там.',
    link: 'Відкрити картку',
  },
  en: {
    classed:
      'A file was given a class, and the CRM would not remove its copy: people the class is closed to still see it. Delete the copy in the CRM.',
    erased:
      'A file was erased in the chat, and the CRM would not remove its copy, which is still there. Delete it in the CRM.',
    link: 'Open the card',
  },
}
