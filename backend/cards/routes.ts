import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import type { SignedIn } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import type { Access } from './access.ts'
import { reopenCard } from './open.ts'
import type { Panels } from './panel.ts'

export function cardRoutes({ store, access, panels }: { store: Store; access: Access; panels: Panels }) {
  return new Hono<SignedIn>()
    .get(
      '/',
      describeRoute({ summary: 'All the card shows, and the position to go on from', tags: ['card'] }),
      async (c) => {
        const { viewer } = c.var
        return c.json(await reopenCard(store, viewer, await access.context(viewer)), 200)
      },
    )
    .get(
      '/panel',
      describeRoute({
        summary: 'What surrounds the record at the host, as it shows it to me',
        tags: ['card'],
      }),
      async (c) => c.json(await panels.panel(c.var.viewer), 200),
    )
}
