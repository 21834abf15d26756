import type { Columns } from '../store/columns.ts'

export const companyTables = (c: Columns) => ({
  /** One installed portal or organisation: the tenant. */
  company: c.table(
    'company',
    {
      company: c.id().notNull(),
      host: c.text().notNull(),
      /** Origin of the pages that may frame the widget. */
      origin: c.text().notNull(),
      /** Where REST calls go; verified at installation, ends with `/`. */
      endpoint: c.text().notNull(),
      /** Sealed. */
      applicationToken: c.text(),
      scopes: c.json<string[]>().notNull(),
      locale: c.text().notNull(),
      installedBy: c.id().notNull(),
      installedAt: c.time().notNull(),
      uninstalledAt: c.time(),
      /** When people were last read from the host. */
      peopleReadAt: c.time(),
    },
    (t) => [c.primaryKey({ columns: [t.company] })],
  ),

  /** A person's tokens at the host. */
  grant: c.table(
    'grant',
    {
      company: c.id().notNull(),
      person: c.id().notNull(),
      /** Access and refresh token as sealed JSON. */
      sealed: c.text().notNull(),
      expiresAt: c.time().notNull(),
      renewedAt: c.time().notNull(),
      /** When the host refused to renew it for good. */
      deadAt: c.time(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.person] })],
  ),

  session: c.table(
    'session',
    {
      company: c.id().notNull(),
      /** SHA-256 of the secret, hex: the token itself is nowhere. */
      hash: c.id().notNull(),
      person: c.id().notNull(),
      record: c.id().notNull(),
      startedAt: c.time().notNull(),
      /** Slides while in use. */
      expiresAt: c.time().notNull(),
      endedAt: c.time(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.hash] }),
      c.index('session_person').on(t.company, t.person),
    ],
  ),
})
