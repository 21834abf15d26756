/** What somebody asked for and did not get, because it is not his to see or to do. */
import type { Context } from 'hono'
import { NotLetIn, type Reason, Refused } from '../refused.ts'
import type { From, Viewer, Visitor } from '../signed-in.ts'
import type { Look } from './looks.ts'

/** Refusals that say: not you. That a thing does not exist is told in the same words as that it is another's. */
const DENIALS: ReadonlySet<Reason> = new Set([
  'not_found',
  'read_only',
  'documents_closed',
  'not_allowed',
  'thread_private',
  'not_author',
  'not_asked',
])

const PATH_MOST = 200
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** What he asked for, by HTTP or in its place. */
interface Asked {
  method: string
  path: string
  from: From
  /** Who it was, as far as he came in. */
  viewer?: Viewer | undefined
  visitor?: Visitor | undefined
}

export function denialIn(c: Context, error: unknown, from: From): Look | undefined {
  const { method, path } = c.req
  return denialOf(error, { method, path, from, viewer: c.get('viewer'), visitor: c.get('visitor') })
}

/** What is to be told of a refusal; nothing where nobody is known, or it says nothing of rights. */
export function denialOf(error: unknown, { viewer, visitor, from, ...asked }: Asked): Look | undefined {
  if (!(error instanceof Refused) || !DENIALS.has(error.reason)) return undefined
  const atDoor = error instanceof NotLetIn ? error.whom : undefined
  const by: Visitor | undefined = viewer ?? visitor ?? (atDoor && { ...atDoor, from })
  if (!by) return undefined
  // Postgres stores neither a NUL nor half a pair: with one in his path somebody would go unrecorded.
  const path = asked.path.slice(0, PATH_MOST).replaceAll('\0', '\ufffd').toWellFormed()
  const ids = path.match(ID) ?? []
  const inThread = path.startsWith('/api/threads/')
  return {
    act: 'denied',
    by,
    on: {
      record: viewer?.record ?? atDoor?.record ?? null,
      thread: inThread ? (ids[0] ?? null) : null,
      thing: (inThread ? ids[1] : ids.at(-1)) ?? null,
    },
    data: { reason: error.reason, method: asked.method },
    values: { path },
  }
}
