/** A day before files go, their thread says so, and their authors are told by the host's bell; of a guest's, whoever invited him. */
import { and, asc, eq, gt, inArray, isNotNull, isNull, lte } from 'drizzle-orm'
import { choicesOf } from '../companies/choices.ts'
import { localeOf } from '../companies/companies.ts'
import { entrust } from '../errands/errands.ts'
import { holdsNow } from '../holds/held.ts'
import { recordRef } from '../records.ts'
import { DAY } from '../retention/term.ts'
import type { Happened } from '../shown.ts'
import type { Writing } from '../store/store.ts'
import { goingNotice } from './words.ts'

/** Milliseconds before it goes; more than a day, for the clock looks once an hour. */
const BEFORE = DAY + 60 * 60_000
/** Files of one slice. */
const SLICE = 200

export interface NoticeDeps {
  newId: () => string
  /** Puts a line into a thread, which calls for nobody's attention. */
  tellIn(w: Writing, thread: string, id: string, happened: Happened): Promise<void>
}

/** Answers with where to go on. */
export async function warnSome(
  w: Writing,
  { newId, tellIn }: NoticeDeps,
  after: string | undefined,
): Promise<string | undefined> {
  const { company, db, t, now } = w
  const soon = new Date(now.getTime() + BEFORE)
  const { file } = t
  const rows = await db
    .select({
      ...{ id: file.id, author: file.author, at: file.at, class: file.class, expiresAt: file.expiresAt },
      ...{ thread: t.thread.id, title: t.thread.title, record: t.thread.record, client: t.card.client },
      sponsor: t.person.sponsor,
    })
    .from(file)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, file.thread)))
    .leftJoin(t.card, and(eq(t.card.company, company), eq(t.card.record, t.thread.record)))
    .leftJoin(t.person, and(eq(t.person.company, company), eq(t.person.id, file.author)))
    .where(
      and(
        ...[
          eq(file.company, company),
          gt(file.id, after ?? ''),
          isNull(file.erasedAt),
          lte(file.expiresAt, soon),
        ],
        ...[isNull(file.noticedAt), isNotNull(file.message), isNull(file.withdrawnAt)],
        // What the host keeps, or is to keep, nobody misses.
        ...[isNull(file.keepAskedAt), isNull(file.permanentAt)],
      ),
    )
    .orderBy(asc(file.id))
    .limit(SLICE)
  const holds = await holdsNow(w, soon)
  const going = rows.filter(
    ({ record, client, thread, author: person, at }) =>
      holds.of({ record, client, thread, person, at }).length === 0,
  )
  if (going.length > 0) {
    const told = inArray(
      file.id,
      going.map(({ id }) => id),
    )
    await tellThreads(w, { newId, tellIn }, going)
    await db
      .update(file)
      .set({ noticedAt: now })
      .where(and(eq(file.company, company), told))
    if ((await choicesOf(w)).notices) await ring(w, newId, going)
  }
  return rows.length === SLICE ? rows.at(-1)!.id : undefined
}

interface GoingFile {
  author: string
  class: string | null
  expiresAt: Date | null
  sponsor: string | null
  thread: string
  title: string
  record: string
}

/** One line a day: of files that not all there are shown nothing is said. */
async function tellThreads(w: Writing, { newId, tellIn }: NoticeDeps, files: GoingFile[]) {
  const { company, db, t, now } = w
  const common = files.filter((one) => one.class === null)
  for (const [thread, of] of Map.groupBy(common, (one) => one.thread)) {
    const lately = and(
      ...[eq(t.file.company, company), eq(t.file.thread, thread), isNull(t.file.class)],
      gt(t.file.noticedAt, new Date(now.getTime() - DAY)),
    )
    if (Number(await db.$count(t.file, lately)) > 0) continue
    const first = Math.min(...of.map(({ expiresAt }) => expiresAt?.getTime() ?? now.getTime()))
    const from = new Date(Math.max(first, now.getTime())).toISOString()
    await tellIn(w, thread, newId(), { what: 'files_go', from, by: null })
  }
}

/** One notice for all that somebody loses of one thread. */
async function ring(w: Writing, newId: () => string, files: GoingFile[]) {
  const { company, db, t } = w
  const common = await localeOf(w)
  for (const of of Map.groupBy(files, ({ author, thread }) => `${author} ${thread}`).values()) {
    const { author, sponsor, thread, title, record } = of[0]!
    const to = sponsor ?? author
    const [person] = await db
      .select({ locale: t.person.locale })
      .from(t.person)
      .where(and(eq(t.person.company, company), eq(t.person.id, to), isNull(t.person.leftAt)))
    if (!person) continue
    const ref = recordRef(record)
    const { text, link } = goingNotice(person.locale ?? common, { count: of.length, title, record: ref })
    const group = `dealthread|${record}`
    const id = newId()
    await entrust(w, {
      id,
      deed: { do: 'notice', to, tag: `${group}|going|${thread}|${id}`, group, text, link, record: ref },
      as: null,
      lane: `notices:${to}`,
    })
  }
}
