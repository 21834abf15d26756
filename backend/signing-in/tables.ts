import type { Columns } from '../store/columns.ts'
import type { Outcome } from './tickets.ts'

export const signingInTables = (c: Columns) => ({
  /** A page of ours that waits for somebody to sign in, in a window of his own, and who that was. */
  ticket: c.table(
    'ticket',
    {
      company: c.id().notNull(),
      /** SHA-256 of the secret the page keeps, hex. */
      hash: c.id().notNull(),
      /** Names it in addresses; whoever knows it can sign in for the page, and learns nothing. */
      attempt: c.id().notNull(),
      /** Of no use from then on. Later with every step. */
      until: c.time().notNull(),
      /** What we remember of who was sent to sign in, and from which browser, as sealed JSON. */
      begun: c.text(),
      /** Why nobody has signed in so far, since it was last begun. */
      outcome: c.text().$type<Outcome>(),
      /** Who has signed in, as sealed JSON. */
      who: c.text(),
      usedAt: c.time(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.hash] }),
      c.unique('ticket_attempt').on(t.company, t.attempt),
      c.index('ticket_until').on(t.company, t.until),
      c.index('ticket_until_anywhere').on(t.until, t.company),
    ],
  ),
})
