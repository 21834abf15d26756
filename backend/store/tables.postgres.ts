// What drizzle-kit reads to write the Postgres migrations.
import { postgres } from './columns.ts'
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
} = schema(postgres)
