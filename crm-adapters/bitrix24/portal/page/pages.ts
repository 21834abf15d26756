/** The portal as people see it, and the few questions its own pages ask the server. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Context, Hono } from 'hono'
import { LEAD } from '../data/kinds.ts'
import { authOf, initData, postedForm } from '../frames.ts'
import { finishInstallation } from '../life.ts'
import { press } from '../press.ts'
import { completeTask, reopenTask } from '../tasks.ts'
import type { World } from '../world.ts'
import { dealCard } from './card.ts'
import { kanban, list } from './deals.ts'
import { documentPage } from './documents.ts'
import { leads, otherCard } from './leads.ts'
import {
  application,
  applicationPage,
  companyCard,
  contactCard,
  employeeCard,
  employees,
  installer,
  notice,
} from './others.ts'
import type { Html } from './parts.ts'
import { taskPage } from './tasks.ts'
import { type Viewer, viewerOf } from './viewer.ts'
import { ownCode } from './words.ts'

export function pages(world: World): Hono {
  const app = new Hono()

  const page = (path: string, draw: (viewer: Viewer, c: Context) => Html | undefined) =>
    app.get(path, (c) => {
      const viewer = viewerOf(world, new URL(c.req.url))
      if (!viewer) return c.text('Nobody of this number works here', 404)
      if (world.faults.dismissed(viewer.person.id)) return c.html(notice(viewer, viewer.say.dismissed), 403)
      const drawn = draw(viewer, c)
      return drawn ? c.html(drawn) : c.html(notice(viewer, viewer.say.missing), 404)
    })
  const id = (c: Context) => Number(c.req.param('id'))

  app.get('/', (c) => c.redirect(`/crm/deal/kanban/${new URL(c.req.url).search}`))
  page('/crm/deal/kanban/', (viewer, c) => kanban(viewer, Number(c.req.query('funnel') ?? 0)))
  page('/crm/deal/list/', list)
  page('/crm/deal/details/:id/', (viewer, c) => dealCard(viewer, id(c)))
  page('/crm/lead/list/', leads)
  page('/crm/lead/details/:id/', (viewer, c) => otherCard(viewer, LEAD, id(c)))
  page('/crm/type/:kind/details/:id/', (viewer, c) => otherCard(viewer, Number(c.req.param('kind')), id(c)))
  page('/crm/company/details/:id/', (viewer, c) => companyCard(viewer, id(c)))
  page('/crm/contact/details/:id/', (viewer, c) => contactCard(viewer, id(c)))
  page('/company/', employees)
  page('/company/personal/user/:id/', (viewer, c) => employeeCard(viewer, c.req.param('id') ?? ''))
  page('/company/personal/user/:user/tasks/task/view/:id/', (viewer, c) => taskPage(viewer, id(c)))
  page('/docs/file/:id/', (viewer, c) => documentPage(viewer, id(c)))
  page('/marketplace/', application)
  page('/marketplace/app/:id/', (viewer, c) => {
    const bound = world.placements.filter(({ placement }) => placement === 'LEFT_MENU')[id(c)]
    return bound && world.installedAt && applicationPage(viewer, bound)
  })
  // Links into the application, from anywhere: `?params[thread]=42`.
  page('/marketplace/view/:code/', (viewer, c) => {
    const bound = world.placements.find(({ placement }) => placement === 'REST_APP_URI')
    const params = [...new URL(c.req.url).searchParams].flatMap(([name, value]) => {
      const [, own] = /^params\[([^\]]+)\]$/.exec(name) ?? []
      return own ? [[own, value] as const] : []
    })
    return bound && world.installedAt && applicationPage(viewer, bound, Object.fromEntries(params))
  })
  page('/marketplace/install/', (viewer, c) =>
    c.req.query('install_finished') === 'Y' ? application(viewer) : installer(viewer),
  )

  app.get('/local/:file{[a-z]+\\.(js|css)}', async (c) => {
    const file = c.req.param('file')
    const body = await readFile(join(assets, file), 'utf8')
    return c.body(body, 200, { 'Content-Type': types[file.split('.')[1] ?? ''] ?? '' })
  })

  app.post('/local/frame', async (c) => {
    const { as, placement, handler, options, lang, theme } = await c.req.json()
    const asked = { person: String(as), placement, handler, lang: ownCode(lang), options }
    const posted = postedForm(world, asked)
    const url = new URL(posted.url)
    // Only here: a real portal tells its applications no theme.
    if (theme === 'dark') url.searchParams.set('theme', 'dark')
    return c.json({
      sid: posted.frame.sid,
      name: `${world.domain}|0|${posted.frame.sid}`,
      url: url.href,
      form: posted.form,
      init: initData(world, posted.frame, posted),
    })
  })

  app.post('/local/tasks/:id/:verb', (c) => {
    const { as = '', back = '/' } = c.req.query()
    if (!world.tasks.some((task) => task.id === id(c))) return c.notFound()
    void (c.req.param('verb') === 'renew' ? reopenTask : completeTask)(world, id(c), as)
    return c.redirect(back.startsWith('/') && !back.startsWith('//') ? back : '/', 303)
  })

  app.post('/local/press', async (c) => {
    const { as, activity, action } = await c.req.json()
    if (!world.activities.some(({ id }) => id === activity)) return c.notFound()
    void press(world, activity, String(action), String(as))
    return c.json(true)
  })

  app.post('/local/frame/:sid/:wish', async (c) => {
    const frame = world.frames.get(c.req.param('sid'))
    if (!frame || world.faults.dismissed(frame.person)) return c.json({ error: 'not signed in' }, 403)
    const { name, value } = await c.req.json()
    switch (c.req.param('wish')) {
      case 'auth':
        return c.json(authOf(world, frame.person))
      case 'app-option':
        world.appOptions[name] = value
        return c.json(true)
      case 'user-option':
        world.userOptions.set(frame.person, { ...world.userOptions.get(frame.person), [name]: value })
        return c.json(true)
      case 'installed':
        void finishInstallation(world)
        return c.json(true)
      default:
        return c.notFound()
    }
  })

  return app
}

// Programs of this project run in its root, built or not.
const assets = join(process.cwd(), 'crm-adapters/bitrix24/portal/page')
const types: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
}
