/** What a message is sent as, by HTTP and over the socket. */
import { z } from 'zod'
import { FILES_MOST, MENTIONS_MOST } from './limits.ts'

/** Ids are made by clients: UUIDs of any version, lower case, so that one thing has one name. */
export const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)

export const newMessage = z.object({
  text: z.string(),
  replyTo: id.optional(),
  files: z
    .array(id)
    .max(FILES_MOST * 2)
    .default([]),
  mentions: z
    .array(z.string().max(64))
    .max(MENTIONS_MOST * 2)
    .default([]),
})
