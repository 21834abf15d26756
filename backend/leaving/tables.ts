import { sql } from 'drizzle-orm'
import type { Columns } from '../store/columns.ts'
import type { Before, Had, HandedKind, NotBack, SeenWhat } from './shown.ts'

export const leavingTables = (c: Columns) => ({
  /** Somebody's work here is ended and handed over: one operation, done in slices and taken back in slices. */
  leaving: c.table(
    'leaving',
    {
      company: c.id().notNull(),
      id: c.id().notNull(),
      person: c.id().notNull(),
      by: c.id().notNull(),
      at: c.time().notNull(),
      /** Group of cards -> who takes them over; null where nobody does. */
      heirs: c.json<Record<string, string | null>>().notNull(),
      /** Who answers from now on for those he has invited; null when their invitations end. */
      sponsor: c.id(),
      /** When he had left by the host's word, before it was ended here. */
      leftBefore: c.time(),
      /** What he had that undoing does not give back. */
      had: c.json<Had>().notNull(),
      /** There is more of it to do, since then; null when all of it is done. */
      dueAt: c.time(),
      doneAt: c.time(),
      undoneAt: c.time(),
      undoneBy: c.id(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.id] }),
      c.index('leaving_person').on(t.company, t.person),
      c.index('leaving_due').on(t.company, t.dueAt),
      c.index('leaving_due_anywhere').on(t.dueAt, t.company).where(sql`due_at is not null`),
    ],
  ),

  /** One thing that a leaver let go of, how it was before, and who has it now. */
  handed: c.table(
    'handed',
    {
      company: c.id().notNull(),
      leaving: c.id().notNull(),
      kind: c.text().$type<HandedKind>().notNull(),
      /** Id of the thread, task or invitation; of what was waited for, its message and what that was. */
      thing: c.id().notNull(),
      record: c.id().notNull(),
      thread: c.id().notNull(),
      /** Nobody has it now. */
      heir: c.id(),
      before: c.json<Before>().notNull(),
      at: c.time().notNull(),
      takenBackAt: c.time(),
      /** Why it stays as it is though all was taken back. */
      notBack: c.text().$type<NotBack>(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.leaving, t.kind, t.thing] }),
      c.index('handed_kept').on(t.company, t.leaving, t.takenBackAt),
    ],
  ),

  /** What was done, as it was signed then: never changed. */
  act: c.table(
    'act',
    {
      company: c.id().notNull(),
      leaving: c.id().notNull(),
      of: c.text().$type<'leaving' | 'undoing'>().notNull(),
      at: c.time().notNull(),
      /** The very bytes that are signed. */
      body: c.text().notNull(),
      key: c.id().notNull(),
      /** Ed25519, base64url. */
      signature: c.text().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.leaving, t.of] })],
  ),

  /** The company's keys for signing acts; the newest signs. */
  actKey: c.table(
    'act_key',
    {
      company: c.id().notNull(),
      id: c.id().notNull(),
      /** Raw Ed25519 key, base64url. */
      publicKey: c.text().notNull(),
      /** The private key, sealed. */
      sealed: c.text().notNull(),
      madeAt: c.time().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.id] })],
  ),

  /** Who has looked at what, for the day somebody asks. */
  seen: c.table(
    'seen',
    {
      company: c.id().notNull(),
      id: c.id().notNull(),
      person: c.id().notNull(),
      what: c.text().$type<SeenWhat>().notNull(),
      record: c.id().notNull(),
      /** The file, or whatever was taken out. */
      item: c.id(),
      name: c.text(),
      at: c.time().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.id] }),
      c.index('seen_person').on(t.company, t.person, t.at),
      c.index('seen_at').on(t.company, t.at),
    ],
  ),
})
