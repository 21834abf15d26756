/** The organization at its own address: the Web API, and the pages people look at. */
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { pages } from './page/pages.ts'
import { webApi } from './webapi/site.ts'
import type { World } from './world.ts'

export function site(world: World): Hono<{ Bindings: HttpBindings }> {
  return new Hono<{ Bindings: HttpBindings }>()
    .use(compress())
    .route('/', webApi(world))
    .route('/', pages(world))
}
