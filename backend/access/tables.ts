import { sql } from 'drizzle-orm'
import type { Field, FileClass, Reach, Standing } from '../shown.ts'
import type { Columns } from '../store/columns.ts'

export const accessTables = (c: Columns) => ({
  /** What an administrator has said of a person's rights; who has no row has those that come of what he is. */
  standing: c.table(
    'standing',
    {
      company: c.id().notNull(),
      person: c.id().notNull(),
      /** Null: as it comes. */
      standing: c.text().$type<Standing>(),
      reach: c.text().$type<Reach>().notNull(),
      /** Whether he opens files, or only sees that they are there. */
      documents: c.bool().notNull(),
      setAt: c.time().notNull(),
      setBy: c.id().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.person] })],
  ),

  /** What of a record each standing is not shown beside its chat. */
  hiding: c.table(
    'hiding',
    {
      company: c.id().notNull(),
      fields: c.json<Partial<Record<Standing, Field[]>>>().notNull(),
      setAt: c.time().notNull(),
      setBy: c.id().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company] })],
  ),

  /** Somebody who is not in a private thread has read it, and said why. */
  supervision: c.table(
    'supervision',
    {
      company: c.id().notNull(),
      id: c.id().notNull(),
      thread: c.id().notNull(),
      person: c.id().notNull(),
      reason: c.text().notNull(),
      at: c.time().notNull(),
      /** He may read until then. */
      until: c.time().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.id] }),
      c.index('supervision_thread').on(t.company, t.thread, t.person, t.until),
      c.index('supervision_until_anywhere').on(t.until, t.company),
    ],
  ),

  /** An invitation to one thread: accepted, it is a pass to it for somebody who does not see its record. */
  invite: c.table(
    'invite',
    {
      company: c.id().notNull(),
      id: c.id().notNull(),
      thread: c.id().notNull(),
      /** A colleague, or a guest made for it. */
      person: c.id().notNull(),
      /** Who answers for it. */
      sponsor: c.id().notNull(),
      /** What the record was called when he was invited; null where he is not to know. */
      title: c.text(),
      /** What he is shown of the record. */
      fields: c.json<Field[]>().notNull(),
      /** The first message he sees. */
      fromSeq: c.int().notNull(),
      /** Classes of files he is shown; null for all. */
      files: c.json<FileClass[]>(),
      at: c.time().notNull(),
      until: c.time().notNull(),
      /** When the sponsor was asked whether it is to last longer. */
      askedAt: c.time(),
      acceptedAt: c.time(),
      endedAt: c.time(),
      /** Null when its time was over. */
      endedBy: c.id(),
      ending: c.text().$type<'declined' | 'left' | 'revoked' | 'expired'>(),
      /** Why it was declined. */
      reason: c.text(),
      /** The message that says what came of it. */
      result: c.id(),
      /** SHA-256 of the secret in a guest's link, hex, and until when the link may be used. */
      linkHash: c.id(),
      linkUntil: c.time(),
      linkUsedAt: c.time(),
      /** HMAC of the code he is told another way, under the link's secret; null when none is asked. */
      codeHash: c.text(),
      codeTries: c.int().notNull().default(0),
      /** SHA-256 of the secret by which the guest's browser comes back, hex. */
      keyHash: c.id(),
      /** When the guest last asked for another link. */
      wantedAt: c.time(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.id] }),
      c.index('invite_thread').on(t.company, t.thread, t.person),
      c.index('invite_sponsor').on(t.company, t.sponsor, t.endedAt),
      c.index('invite_person').on(t.company, t.person, t.endedAt),
      c.index('invite_link').on(t.company, t.linkHash),
      c.index('invite_key').on(t.company, t.keyHash),
      c.index('invite_due').on(t.company, t.endedAt, t.until),
      c.index('invite_due_anywhere').on(t.until, t.company).where(sql`ended_at is null`),
    ],
  ),
})
