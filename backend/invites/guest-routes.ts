/** HTTP of those who are invited: guests who come by a link, and colleagues from whatever page they have open. */
import type { Context } from 'hono'
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { bearer, homeDoor, type Whence } from '../door.ts'
import type { Pace } from '../limits/pace.ts'
import { Refused } from '../refused.ts'
import type { Bootstrap, MyInvite } from '../shown.ts'
import type { AtHome, Visitor } from '../signed-in.ts'
import { valid } from '../valid.ts'
import type { Guests, Seat } from './guests.ts'

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const one = z.object({ id })
const token = z.string().min(1).max(256)

const coming = z.union([
  z.strictObject({ token, code: z.string().max(20).optional(), locale: z.string().max(20).default('en') }),
  z.strictObject({ id }),
])

export interface GuestRoutesDeps {
  guests: Guests
  mine: {
    accept(visitor: Visitor, id: string): Promise<MyInvite[]>
    decline(visitor: Visitor, id: string, reason: string): Promise<MyInvite[]>
    leave(visitor: Visitor, id: string, result: { message: string; text: string }): Promise<MyInvite[]>
    list(visitor: Visitor): Promise<MyInvite[]>
  }
  /** Whose a token is, on whatever page; refused as `session_over`. */
  seated(token: string): Promise<Visitor>
  pace: Pace
  from: Whence
  /** All a guest's page shows. */
  seat(seat: Seat, locale: string): Promise<Bootstrap>
  sourceOf(c: Context): string
}

export function guestRoutes(deps: GuestRoutesDeps) {
  const { guests, mine, seated, pace, from, sourceOf } = deps
  const mineOnly = homeDoor(seated, pace, from)
  return new Hono<AtHome>()
    .post(
      '/accept',
      about('Comes in by a link, once, or by the key given then; a colleague by the id of his invite'),
      async (c, next) => {
        // What comes in large is no invite.
        if (Number(c.req.header('content-length') ?? 0) > 4096) throw new Refused('bad_request')
        await next()
      },
      valid('json', coming),
      async (c) => {
        const how = c.req.valid('json')
        if ('id' in how) {
          const visitor = { ...(await seated(bearer(c.req.header('authorization')) ?? '')), from: from(c) }
          return c.json({ invites: await mine.accept(visitor, how.id) }, 200)
        }
        const seat = await guests.comeIn({ ...how, from: from(c) })
        const { key, invite } = seat
        return c.json({ key, invite, bootstrap: await deps.seat(seat, how.locale) }, 200)
      },
    )
    .post(
      '/wanted',
      about('Asks whoever answers for a link that does not work any more for another'),
      valid('json', z.object({ token })),
      async (c) => {
        await guests.askForLink({ ...c.req.valid('json'), source: sourceOf(c) })
        return c.json({}, 202)
      },
    )
    .get('/mine', mineOnly, about('Invites of mine that are not over'), async (c) =>
      c.json({ invites: await mine.list(c.var.visitor) }, 200),
    )
    .post(
      '/:id/declined',
      mineOnly,
      about('I do not come, and say why'),
      valid('param', one),
      valid('json', z.object({ reason: z.string().max(2000).default('') })),
      async (c) => {
        const invites = await mine.decline(c.var.visitor, c.req.valid('param').id, c.req.valid('json').reason)
        return c.json({ invites }, 200)
      },
    )
    .post(
      '/:id/left',
      mineOnly,
      about('I leave, and what came of it is pinned in the thread'),
      valid('param', one),
      valid('json', z.object({ message: id, text: z.string() })),
      async (c) => {
        const invites = await mine.leave(c.var.visitor, c.req.valid('param').id, c.req.valid('json'))
        return c.json({ invites }, 200)
      },
    )
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['invites'] })
}
