import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import type { HandoverBrief } from '../shown.ts'
import type { SignedIn, Viewer } from '../signed-in.ts'

export interface HandoverRoutesDeps {
  /** Refused as `not_found` when the card has not come to the viewer. */
  handoverBrief(viewer: Viewer): Promise<HandoverBrief>
}

export function handoverRoutes({ handoverBrief }: HandoverRoutesDeps) {
  return new Hono<SignedIn>().get(
    '/',
    describeRoute({ summary: 'What I have to know of a card that has come to me', tags: ['handover'] }),
    async (c) => c.json(await handoverBrief(c.var.viewer), 200),
  )
}
