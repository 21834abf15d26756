import type { Columns } from '../store/columns.ts'

export const peopleTables = (c: Columns) => ({
  /** Colleagues as the host names them; a leaver's row stays, for his words stay. */
  person: c.table(
    'person',
    {
      company: c.id().notNull(),
      id: c.id().notNull(),
      name: c.text().notNull(),
      /** Job title in the host's words. */
      position: c.text(),
      /** Names of the departments he works in, in the host's words, the nearest first; null where the host does not tell. */
      departments: c.json<string[]>(),
      /** Role of the company directory he is shown with: `customs`, `logistics`... */
      role: c.text(),
      photo: c.text(),
      admin: c.bool().notNull().default(false),
      /** BCP 47 language of the host's interface as he has it; null until he has opened a card. */
      locale: c.text(),
      leftAt: c.time(),
      /** When an administrator has ended his work here, whatever the host still says. */
      dismissedAt: c.time(),
      /** When he was made nobody's name, as he had asked; what his host says of him is not taken over any more. */
      erasedAt: c.time(),
      /** Of a guest from outside: who answers for him. */
      sponsor: c.id(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.id] })],
  ),
})
