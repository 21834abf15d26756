import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import type { SignedIn } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import type { Access } from './access.ts'
import { reopenCard } from './open.ts'

export function cardRoutes({ store, access }: { store: Store; access: Access }) {
  return new Hono<SignedIn>().get(
    '/',
    describeRoute({ summary: 'All the card shows, and the position to go on from', tags: ['card'] }),
    async (c) => {
      const { viewer } = c.var
      return c.json(await reopenCard(store, viewer, await access.context(viewer)), 200)
    },
  )
}
