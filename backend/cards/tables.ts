import type { Seen } from '../shown.ts'
import type { Columns } from '../store/columns.ts'

export const cardTables = (c: Columns) => ({
  /** A record whose chat has been opened. Its fields are the host's; only the key is ours. */
  card: c.table(
    'card',
    {
      company: c.id().notNull(),
      /** `deal:1204` */
      record: c.id().notNull(),
      openedAt: c.time().notNull(),
      openedBy: c.id().notNull(),
      /** What the host said of the record last: only to tell what has changed since. */
      seen: c.json<Seen>(),
      /** Of that, who answers for it: to count how much each has to do. */
      responsible: c.id(),
      /** Whose record it is: the path of the client's page at the host; null where there is none. */
      client: c.text(),
      /** The host's word for the state `seen` was read in. */
      revision: c.text(),
      /** When it was found in another funnel, stage or outcome than before; and when it was found closed, if it is. */
      movedAt: c.time(),
      closedAt: c.time(),
      /** When the record was found gone from the host; its talk stays. */
      goneAt: c.time(),
      /** When its talk went on in another record, and in which: after a merge, or a lead's conversion. */
      continuedAt: c.time(),
      continuedIn: c.id(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.record] }),
      c.index('card_client').on(t.company, t.client),
      c.index('card_gone').on(t.company, t.goneAt),
      c.index('card_responsible').on(t.company, t.responsible, t.record),
    ],
  ),
})
