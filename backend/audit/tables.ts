import type { Columns } from '../store/columns.ts'

export const auditTables = (c: Columns) => ({
  /** What somebody did, for ever: nothing of it is changed but `kept`, from which what is personal can be erased. */
  entry: c.table(
    'entry',
    {
      company: c.id().notNull(),
      /** Gapless and in commit order, from 1. */
      position: c.int().notNull(),
      at: c.time().notNull(),
      act: c.text().notNull(),
      /** A person's id, `clock` or `host`. No key of another table: the entry outlives him. */
      by: c.id().notNull(),
      record: c.id(),
      thread: c.id(),
      /** The one thing it was done to: a message, a file, a person, an invite... */
      thing: c.id(),
      /** JSON text, as it was hashed: ids and numbers. */
      about: c.text().notNull(),
      /** JSON text, as it was hashed: name -> commitment to what may be personal. */
      commitments: c.text().notNull(),
      /** What opens the commitments: name -> salt and, where it is kept nowhere else, the value. Erasing it harms no proof. */
      kept: c.json<Kept>(),
      /** Made with our key over this entry and the mark before it, until the entry is under a signed head. */
      mark: c.text().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.position] }),
      c.index('entry_by').on(t.company, t.by, t.position),
      c.index('entry_record').on(t.company, t.record, t.position),
      c.index('entry_thing').on(t.company, t.thing, t.position),
      c.index('entry_act').on(t.company, t.act, t.position),
    ],
  ),

  /** The head of the log: how much of it is hashed, and what that comes to. */
  tree: c.table(
    'tree',
    {
      company: c.id().notNull(),
      size: c.int().notNull(),
      /** Roots of the perfect trees it consists of, the largest first; base64. */
      peaks: c.json<string[]>().notNull(),
      /** The mark of its last entry. */
      mark: c.text().notNull(),
      /** A signed note (C2SP tlog-checkpoint) of exactly this size. */
      note: c.text().notNull(),
      at: c.time().notNull(),
      /** Key of the record whose history at the host tells of published heads; null: none does. */
      toldAt: c.id(),
    },
    (t) => [c.primaryKey({ columns: [t.company] })],
  ),

  /** Roots of whole subtrees of 256 entries, so that a proof reads hundreds of entries and not all. */
  limb: c.table(
    'limb',
    {
      company: c.id().notNull(),
      /** Counted from 0. */
      number: c.int().notNull(),
      /** base64. */
      hash: c.text().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.number] })],
  ),

  /** Heads that were published outside. */
  checkpoint: c.table(
    'checkpoint',
    {
      company: c.id().notNull(),
      size: c.int().notNull(),
      note: c.text().notNull(),
      at: c.time().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.size] })],
  ),
})

/** `[salt, value]`, or `[salt]` of what is kept elsewhere. */
export type Kept = Record<string, [salt: string, value?: string]>
