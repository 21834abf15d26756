/** The organization as people see it: a model-driven app with the forms and the controls that lie in it. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Context, Hono } from 'hono'
import { signIn } from '../entra/session.ts'
import { personToken } from '../entra/tokens.ts'
import { textIn } from '../rows.ts'
import type { World } from '../world.ts'
import { layout, notice } from './layout.ts'
import { policyOf } from './policy.ts'
import { controlFile, webResource } from './served.ts'
import { type Viewer, viewerOf } from './viewer.ts'

/** Dataverse's own application, for which people's tokens are made when they use an app of the organization. */
const DATAVERSE = '00000007-0000-0000-c000-000000000000'

export function pages(world: World): Hono {
  const app = new Hono()

  app.get('/', (c) => c.redirect(`/main.aspx${new URL(c.req.url).search}`))

  app.get('/main.aspx', (c) => {
    const viewer = viewerOf(world, new URL(c.req.url))
    if (!viewer) return c.text('Nobody of this number works here', 404)
    c.header('Content-Security-Policy', policyOf(world))
    return viewer.user.values.isdisabled
      ? c.html(notice(viewer, viewer.say.disabled), 403)
      : c.html(layout(viewer))
  })

  // Who uses the organization is signed in at Entra; of several windows the one in front.
  app.post('/local/session', async (c) => {
    const viewer = viewerOf(world, new URL(c.req.url))
    if (!viewer || viewer.user.values.isdisabled) return c.json({ error: 'not signed in' }, 403)
    if (c.req.query('front') === '1') signIn(c, world.tenantId, objectIdOf(viewer))
    return c.json({ token: await tokenFor(viewer) })
  })

  app.get('/local/:file{[a-z-]+\\.(js|css)}', async (c) => {
    const file = c.req.param('file')
    const body = await readFile(join(assets, file), 'utf8')
    return c.body(body, 200, { 'Content-Type': types[file.split('.')[1] ?? ''] ?? '' })
  })

  app.get('/webresources/:name{cc_.+}', (c) => controlFile(world, c))
  app.get('/WebResources/*', (c) => withPolicy(world, c, webResource(world, c)))

  return app
}

function withPolicy(world: World, c: Context, response: Response): Response {
  if (c.req.path.endsWith('.html')) response.headers.set('Content-Security-Policy', policyOf(world))
  return response
}

async function tokenFor(viewer: Viewer): Promise<string> {
  const { entra, tenantId, origin, now } = viewer.world
  const granted = {
    tenant: tenantId,
    objectId: objectIdOf(viewer),
    clientId: DATAVERSE,
    scopes: ['user_impersonation'],
    at: now(),
  }
  return (await personToken(entra, granted, origin)).token
}

const objectIdOf = ({ user }: Viewer) => textIn(user, 'azureactivedirectoryobjectid')

// Programs of this project run in its root, built or not.
const assets = join(process.cwd(), 'crm-adapters/dynamics365/organization/page')
const types: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
}
