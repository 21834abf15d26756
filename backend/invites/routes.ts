/** HTTP of invites: those of a thread, for whoever sees it; and those of mine, from whatever page I have open. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { MadeLink, ShownInvite } from '../shown.ts'
import type { SignedIn, Viewer } from '../signed-in.ts'
import { valid } from '../valid.ts'
import type { NewInvite } from './invites.ts'

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const one = z.object({ id })
const moment = z.iso.datetime().transform((at) => new Date(at))

const newInvite = z.object({
  id,
  who: z.union([
    z.strictObject({ person: z.string().min(1).max(64) }),
    z.strictObject({
      guest: z.object({ name: z.string().max(200), from: z.string().max(200).nullable().default(null) }),
    }),
  ]),
  fields: z
    .array(z.enum(['title', 'client', 'amount', 'stage', 'responsible', 'closeDate']))
    .max(10)
    .default([]),
  fromSeq: z.number().int().positive().optional(),
  files: z.array(z.string().max(64)).max(50).nullable().default([]),
  until: moment.optional(),
  coded: z.boolean().default(false),
})

export interface InviteVerbs {
  invite(
    viewer: Viewer,
    thread: string,
    wanted: NewInvite,
  ): Promise<{ invite: ShownInvite; fresh: boolean; link?: MadeLink }>
  invitesTo(viewer: Viewer, thread: string): Promise<ShownInvite[]>
  revoke(viewer: Viewer, id: string): Promise<ShownInvite>
  renew(viewer: Viewer, id: string, until: Date): Promise<ShownInvite>
  linkAnew(viewer: Viewer, id: string, coded: boolean): Promise<{ invite: ShownInvite; link: MadeLink }>
}

/** Below `/threads`. */
export function threadInviteRoutes({ invites }: { invites: InviteVerbs }) {
  return new Hono<SignedIn>()
    .get('/:id/invites', about('Who was invited to the thread'), valid('param', one), async (c) =>
      c.json({ invites: await invites.invitesTo(c.var.viewer, c.req.valid('param').id) }, 200),
    )
    .post(
      '/:id/invites',
      about(
        'Invites a colleague, or a guest by a link that is told only now; the same id again changes nothing',
      ),
      valid('param', one),
      valid('json', newInvite),
      async (c) => {
        const { fresh, ...made } = await invites.invite(
          c.var.viewer,
          c.req.valid('param').id,
          c.req.valid('json'),
        )
        return c.json(made, fresh ? 201 : 200)
      },
    )
}

/** Below `/invites`, behind the door of a card. */
export function inviteRoutes({ invites }: { invites: InviteVerbs }) {
  return new Hono<SignedIn>()
    .delete('/:id', about('Takes an invite back, at once'), valid('param', one), async (c) =>
      c.json(await invites.revoke(c.var.viewer, c.req.valid('param').id), 200),
    )
    .put(
      '/:id/until',
      about('An invite lasts until then'),
      valid('param', one),
      valid('json', z.object({ until: moment })),
      async (c) =>
        c.json(await invites.renew(c.var.viewer, c.req.valid('param').id, c.req.valid('json').until), 200),
    )
    .post(
      '/:id/link',
      about('Another link for a guest, in place of the one he had'),
      valid('param', one),
      valid('json', z.object({ coded: z.boolean().default(false) })),
      async (c) =>
        c.json(await invites.linkAnew(c.var.viewer, c.req.valid('param').id, c.req.valid('json').coded), 200),
    )
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['invites'] })
}
