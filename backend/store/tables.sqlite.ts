// What drizzle-kit reads to write the SQLite migrations.
import { sqlite } from './columns.ts'
import { schema } from './schema.ts'

export const {
  event,
  company,
  grant,
  session,
  call,
  inbox,
  person,
  card,
  thread,
  member,
  message,
  version,
  reaction,
  draft,
  file,
} = schema(sqlite)
