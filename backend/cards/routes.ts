import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { RecordPanel } from '../../crm-adapters/port.ts'
import { Refused } from '../refused.ts'
import type { CardSnapshot } from '../shown.ts'
import type { SignedIn, Viewer } from '../signed-in.ts'
import { valid } from '../valid.ts'

export interface CardRoutesDeps {
  card(viewer: Viewer): Promise<CardSnapshot>
  panel(viewer: Viewer): Promise<RecordPanel>
  /** The talk of a record that is gone goes on in another. */
  continueTalk(viewer: Viewer, move: { from: string; to: string }): Promise<void>
}

export function cardRoutes({ card, panel, continueTalk }: CardRoutesDeps) {
  return new Hono<SignedIn>()
    .get(
      '/',
      describeRoute({ summary: 'All the card shows, and the position to go on from', tags: ['card'] }),
      async (c) => c.json(await card(c.var.viewer), 200),
    )
    .get(
      '/panel',
      describeRoute({
        summary: 'What surrounds the record at the host, as it shows it to me',
        tags: ['card'],
      }),
      async (c) => c.json(await panel(c.var.viewer), 200),
    )
    .put(
      '/continued',
      describeRoute({
        summary: 'The talk of a record that is gone goes on in another: one of the two is this card’s',
        tags: ['card'],
      }),
      valid('json', z.object({ from: record, to: record })),
      async (c) => {
        const { viewer } = c.var
        const move = c.req.valid('json')
        if (viewer.record !== move.from && viewer.record !== move.to) throw new Refused('not_found')
        await continueTalk(viewer, move)
        return c.json({}, 200)
      },
    )
}

/** `deal:1204` */
const record = z.string().regex(/^[a-z][a-z0-9_]{0,39}:[\w-]{1,64}$/)
