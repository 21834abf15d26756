import { sql } from 'drizzle-orm'
import type { ErasureDecision, ErasureStatement, KeepReason } from '../shown.ts'
import type { Columns } from '../store/columns.ts'

type SignCommitment = ErasureStatement['signs'][number]

export const erasureTables = (c: Columns) => ({
  /** Somebody is to be forgotten: asked for, decided find by find, and done. */
  erasure: c.table(
    'erasure',
    {
      company: c.id().notNull(),
      id: c.id().notNull(),
      at: c.time().notNull(),
      by: c.id().notNull(),
      /** What he is found by, as sealed JSON; null once it is done or called off: then nobody knows any more who it was. */
      sealed: c.text(),
      /** What the certificate says of that. */
      commitments: c.json<SignCommitment[]>(),
      calledOffAt: c.time(),
      /** When it was ordered to be done, by whom; it is done in slices. */
      orderedAt: c.time(),
      orderedBy: c.id(),
      doneAt: c.time(),
      /** The certificate: the very bytes that are signed. */
      body: c.text(),
      key: c.id(),
      /** Ed25519, base64url. */
      signature: c.text(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.id] }),
      c
        .index('erasure_ordered_anywhere')
        .on(t.orderedAt, t.company)
        .where(sql`ordered_at is not null and done_at is null`),
    ],
  ),

  /** What somebody has decided about a find. */
  erasureDecision: c.table(
    'erasure_decision',
    {
      company: c.id().notNull(),
      erasure: c.id().notNull(),
      /** `message 0192...`: where it was found. */
      thing: c.id().notNull(),
      decision: c.text().$type<ErasureDecision>().notNull(),
      /** Why it stays. */
      reason: c.text().$type<KeepReason>(),
      at: c.time().notNull(),
      by: c.id().notNull(),
      /** What has become of it; null until it is done. */
      outcome: c.text().$type<'erased' | 'redacted' | 'kept' | 'held' | 'gone'>(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.erasure, t.thing] })],
  ),

  /** Somebody has agreed that his data be processed, in the words of that day, and may have taken it back. */
  consent: c.table(
    'consent',
    {
      company: c.id().notNull(),
      id: c.id().notNull(),
      /** Whose, as he was called; he may be found by it and erased. */
      who: c.text().notNull(),
      record: c.id(),
      /** What for, and which edition of the text he was shown. */
      purpose: c.text().notNull(),
      edition: c.text().notNull(),
      givenAt: c.time().notNull(),
      notedAt: c.time().notNull(),
      notedBy: c.id().notNull(),
      withdrawnAt: c.time(),
      withdrawnBy: c.id(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.id] })],
  ),
})
