import { sql } from 'drizzle-orm'
import type { Capabilities, Hint, HostCall, HostName } from '../../crm-adapters/port.ts'
import type { Choices, StorageMode } from '../shown.ts'
import type { Columns } from '../store/columns.ts'
import type { Erased } from './erasing.ts'

export const companyTables = (c: Columns) => ({
  /** One installed portal or organisation: the tenant. */
  company: c.table(
    'company',
    {
      company: c.id().notNull(),
      host: c.text().$type<HostName>().notNull(),
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
      /** When all of it is to be erased: the administrator wished it at uninstalling, and nobody has come back. */
      eraseAfter: c.time(),
      /** What its administrator wishes to become of it when it uninstalls us, whatever is said then; null: as is said then. */
      parting: c.text().$type<'leave' | 'erase'>(),
      partingAt: c.time(),
      partingBy: c.id(),
      /** When that was begun, from when on it cannot be called off, and what there was. */
      erasingAt: c.time(),
      erased: c.json<Erased>(),
      /** What the portal has for us, as it said when we last bound our tabs there. */
      capabilities: c.json<Capabilities>(),
      /** When it said so. */
      boundAt: c.time(),
      /** What its administrators have chosen; what is absent is as it comes. */
      choices: c.json<Partial<Choices>>(),
      chosenAt: c.time(),
      chosenBy: c.id(),
      /** Where its texts are kept; null: here, as it comes. */
      storage: c.text().$type<StorageMode>(),
      storageAt: c.time(),
      storageBy: c.id(),
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
      /** Until when a node of ours may show the refresh token to the host; the others wait for what it brings. */
      renewingUntil: c.time(),
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
      /** The record whose card is open; null on our own page. */
      record: c.id(),
      /** He sees of the record only what he was invited to. */
      invited: c.bool().notNull().default(false),
      startedAt: c.time().notNull(),
      /** Slides while in use. */
      expiresAt: c.time().notNull(),
      /** It never lasts longer: his invitation ends then. */
      until: c.time(),
      endedAt: c.time(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.hash] }),
      c.index('session_person').on(t.company, t.person),
    ],
  ),

  /** What the host has told of itself, to be asked about; kept for a while to tell repetitions by, and for diagnostics. */
  inbox: c.table(
    'inbox',
    {
      company: c.id().notNull(),
      /** The same for the same event told again. */
      key: c.id().notNull(),
      /** The host's name of it. */
      name: c.text().notNull(),
      hint: c.json<Hint>().notNull(),
      /** Whose action it was, where the host says so. */
      by: c.id(),
      /** Tokens that came with it and prove it, as sealed JSON; gone when it has been worked. */
      sealed: c.text(),
      receivedAt: c.time().notNull(),
      /** When it is to be worked: later than received while somebody works it, or after a failure. */
      dueAt: c.time().notNull(),
      tries: c.int().notNull(),
      workedAt: c.time(),
      /** How that ended. */
      outcome: c.text(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.key] }),
      c.index('inbox_due').on(t.company, t.workedAt, t.dueAt),
      c.index('inbox_due_anywhere').on(t.dueAt, t.company).where(sql`worked_at is null`),
    ],
  ),

  /** Environments copied from the company's, which tell us of themselves as if they were it. */
  copy: c.table(
    'copy',
    {
      company: c.id().notNull(),
      /** The copy's own id at the host. */
      copy: c.id().notNull(),
      firstAt: c.time().notNull(),
      lastAt: c.time().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.copy] })],
  ),

  /** Questions to the host in the last days, for whoever has to find out what went wrong. No word of what was said. */
  call: c.table(
    'call',
    {
      company: c.id().notNull(),
      id: c.id().notNull(),
      at: c.time().notNull(),
      method: c.text().notNull(),
      commands: c.json<HostCall['commands']>(),
      person: c.id(),
      /** Record key, `deal:1204`. */
      record: c.id(),
      reason: c.text().$type<NonNullable<HostCall['reason']>>(),
      status: c.int(),
      ms: c.int().notNull(),
      retried: c.int().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.id] }), c.index('call_at').on(t.company, t.at)],
  ),
})
