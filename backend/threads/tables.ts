import { sql } from 'drizzle-orm'
import type { Audience, Happened, Level, ThreadKind } from '../shown.ts'
import type { Columns } from '../store/columns.ts'

export const threadTables = (c: Columns) => {
  const thread = c.table(
    'thread',
    {
      company: c.id().notNull(),
      id: c.id().notNull(),
      record: c.id().notNull(),
      kind: c.text().$type<ThreadKind>().notNull(),
      /** Never changes: part of every message's foreign key, so an internal message cannot become a client's. */
      audience: c.text().$type<Audience>().notNull(),
      title: c.text().notNull(),
      role: c.text(),
      lastSeq: c.int().notNull().default(0),
      openedBy: c.id().notNull(),
      openedAt: c.time().notNull(),
      closedAt: c.time(),
      closedBy: c.id(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.id] }),
      c.uniqueKey('thread_audience').on(t.company, t.id, t.audience),
      c.index('thread_record').on(t.company, t.record),
    ],
  )

  const member = c.table(
    'member',
    {
      company: c.id().notNull(),
      thread: c.id().notNull(),
      person: c.id().notNull(),
      readSeq: c.int().notNull(),
      /** Own messages and happenings after `readSeq`, which unread does not count. */
      ownUnread: c.int().notNull().default(0),
      /** The newest message that calls this person. */
      mentionSeq: c.int().notNull().default(0),
      joinedAt: c.time().notNull(),
      leftAt: c.time(),
      /** What of it rings for this person, and since when; null for what he wishes of all discussions. */
      level: c.text().$type<Level>(),
      levelAt: c.time(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.thread, t.person] }),
      c.index('member_person').on(t.company, t.person),
    ],
  )

  const message = c.table(
    'message',
    {
      company: c.id().notNull(),
      thread: c.id().notNull(),
      seq: c.int().notNull(),
      id: c.id().notNull(),
      audience: c.text().$type<Audience>().notNull(),
      author: c.id().notNull(),
      /** As written; empty once deleted, and once it is at the host only. */
      text: c.text().notNull(),
      at: c.time().notNull(),
      /** Since when the host alone has its text. */
      elsewhereAt: c.time(),
      editedAt: c.time(),
      deletedAt: c.time(),
      deletedBy: c.id(),
      /** When nothing of what it said was left, for its time was over. */
      erasedAt: c.time(),
      /** When its author asked that it ring until it is seen. */
      urgentAt: c.time(),
      replyTo: c.id(),
      mentions: c.json<string[]>().notNull(),
      /** Role id -> who was on duty when a role among the mentions was called; null when none was. */
      called: c.json<Record<string, string[]>>(),
      /** The question, by its message, that this one answers. */
      answers: c.id(),
      /** How many came with it and how many reactions and tasks it has: whether those tables need asking at all. */
      files: c.int().notNull().default(0),
      reactions: c.int().notNull().default(0),
      tasks: c.int().notNull().default(0),
      /** How many questions, requests and checklists it carries. */
      matters: c.int().notNull().default(0),
      pinnedAt: c.time(),
      pinnedBy: c.id(),
      /** Not said by anybody: what happened to the record, as the host tells it. */
      happened: c.json<Happened>(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.thread, t.seq] }),
      c.unique('message_id').on(t.company, t.id),
      c.foreignKey({
        columns: [t.company, t.thread, t.audience],
        foreignColumns: [thread.company, thread.id, thread.audience],
        name: 'message_thread',
      }),
      c.index('message_author').on(t.company, t.author, t.at),
      // Few are pinned or urgent: those that are not cost nothing.
      c.index('message_pinned').on(t.company, t.thread, t.pinnedAt).where(sql`pinned_at is not null`),
      c.index('message_urgent').on(t.company, t.author, t.urgentAt).where(sql`urgent_at is not null`),
    ],
  )

  /** What a message said before it was edited or deleted, for those with the right to know. */
  const version = c.table(
    'version',
    {
      company: c.id().notNull(),
      message: c.id().notNull(),
      number: c.int().notNull(),
      text: c.text().notNull(),
      /** It said so until then, when this person changed it. */
      until: c.time().notNull(),
      by: c.id().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.message, t.number] })],
  )

  const reaction = c.table(
    'reaction',
    {
      company: c.id().notNull(),
      message: c.id().notNull(),
      person: c.id().notNull(),
      emoji: c.text().notNull(),
      at: c.time().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.message, t.person, t.emoji] })],
  )

  const draft = c.table(
    'draft',
    {
      company: c.id().notNull(),
      thread: c.id().notNull(),
      person: c.id().notNull(),
      text: c.text().notNull(),
      replyTo: c.id(),
      savedAt: c.time().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.thread, t.person] })],
  )

  return { thread, member, message, version, reaction, draft }
}
