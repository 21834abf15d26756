/** What a task at the host says of its message: only to whom may read it there. */
import { and, eq } from 'drizzle-orm'
import { localeOf } from '../companies/companies.ts'
import { type Language, languageOf } from '../companies/framed.ts'
import type { Reading, Store } from '../store/store.ts'

/** Characters of a quoted message. */
const QUOTED_MOST = 2000

const openRecord: Record<Language, string> = {
  ru: 'Открыть карточку с чатом',
  uk: 'Відкрити картку з чатом',
  en: 'Open the card with its chat',
}

export interface ToldDeps {
  store: Store
  /** Whether the host shows this person the record now. */
  sees(company: string, person: string, record: string): Promise<boolean>
  /** The text of a message the host alone has; undefined when it is not to be had. */
  textElsewhere(company: string, message: string): Promise<string | undefined>
}

/**
 * The text of a task and the words of its link, for the person responsible; nothing for whoever may not see the card.
 * Of a private thread no text leaves it.
 */
export async function toldInTask({ store, sees, textElsewhere }: ToldDeps, company: string, errand: string) {
  const nothing = { text: '', link: null }
  const before = await store.read(company, (r) => quotedBy(r, errand))
  if (!before || !(await sees(company, before.responsible, before.record))) return nothing
  const elsewhere = before.elsewhereAt ? await textElsewhere(company, before.message) : undefined
  // Read last: it may have been deleted while the host was asked.
  const about = await store.read(company, (r) => quotedBy(r, errand))
  if (!about) return nothing
  const { kind, deletedAt, author, locale } = about
  const text = about.elsewhereAt ? (elsewhere ?? '') : about.text
  const quote = kind === 'private' || deletedAt || text === '' ? '' : `${author}:\n${shortened(text)}`
  return { text: quote, link: openRecord[languageOf(locale)] }
}

async function quotedBy(r: Reading, errand: string) {
  const { company, db, t } = r
  const [row] = await db
    .select({
      responsible: t.task.responsible,
      record: t.thread.record,
      kind: t.thread.kind,
      message: t.message.id,
      text: t.message.text,
      elsewhereAt: t.message.elsewhereAt,
      deletedAt: t.message.deletedAt,
      author: t.person.name,
    })
    .from(t.task)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, t.task.thread)))
    .innerJoin(t.message, and(eq(t.message.company, company), eq(t.message.id, t.task.message)))
    .innerJoin(t.person, and(eq(t.person.company, company), eq(t.person.id, t.message.author)))
    .where(and(eq(t.task.company, company), eq(t.task.errand, errand)))
  return row && { ...row, locale: await localeOf(r) }
}

function shortened(text: string): string {
  const characters = [...text]
  return characters.length <= QUOTED_MOST ? text : `${characters.slice(0, QUOTED_MOST - 1).join('')}…`
}
