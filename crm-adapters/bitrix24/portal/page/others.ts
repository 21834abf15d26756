/** The smaller pages: clients, employees, and the application with its installer. */
import { html } from 'hono/html'
import type { Company, Contact } from '../data/clients.ts'
import { COMPANY, CONTACT } from '../data/kinds.ts'
import { departments, type Employee } from '../data/people.ts'
import { companiesOf, contactsOf, dealsOf } from '../rights.ts'
import type { Placement } from '../world.ts'
import { personCalled } from '../world.ts'
import { layout } from './layout.ts'
import { avatar, field, type Html, icon, personLink } from './parts.ts'
import { tabbed, titleOf } from './tabs.ts'
import { timelineOf } from './timeline.ts'
import { money, nameOf, type Viewer } from './viewer.ts'

export function companyCard(viewer: Viewer, id: number): Html | undefined {
  const company = companiesOf(viewer.world, viewer.person).find((one) => one.id === id)
  if (!company) return undefined
  const people = contactsOf(viewer.world, viewer.person).filter(({ companyId }) => companyId === id)
  return seat(viewer, COMPANY, id, company.title, [
    field(viewer.say.city, company.city),
    ...people.map((contact) => field(viewer.say.contact, contactLink(viewer, contact))),
    field(viewer.say.deals, dealsWith(viewer, company)),
  ])
}

export function contactCard(viewer: Viewer, id: number): Html | undefined {
  const { say, world, person } = viewer
  const contact = contactsOf(world, person).find((one) => one.id === id)
  const company = companiesOf(world, person).find((one) => one.id === contact?.companyId)
  if (!contact) return undefined
  return seat(viewer, CONTACT, id, nameOf(contact), [
    field(say.post, contact.post),
    field(say.phone, contact.phone),
    field(say.email, contact.email),
    ...(company
      ? [
          field(
            say.company,
            html`<a href="${viewer.to(`/crm/company/details/${company.id}/`)}">${company.title}</a>`,
          ),
          field(say.deals, dealsWith(viewer, company)),
        ]
      : []),
  ])
}

export function employeeCard(viewer: Viewer, id: string): Html | undefined {
  const employee = personCalled(viewer.world, id)
  if (!employee) return undefined
  return details(
    viewer,
    nameOf(employee),
    [
      field(viewer.say.post, employee.position),
      field(viewer.say.department, departmentOf(employee)),
      ...(viewer.world.faults.dismissed(id) ? [html`<p class="empty">${viewer.say.dismissed}</p>`] : []),
    ],
    avatar(employee, 'l'),
  )
}

export function employees(viewer: Viewer): Html {
  const { world, say } = viewer
  const all = world.people.filter(({ id }) => !world.faults.dismissed(id))
  const cards = all.map(
    (one) =>
      html`<div class="panel">${personLink(viewer, one)}<small class="where">${departmentOf(one)}</small></div>`,
  )
  return layout(
    viewer,
    say.people,
    html`<div class="head"><h1>${say.people}</h1></div><div class="grid">${cards}</div>`,
  )
}

/** Where the application is: installed, or to be installed. */
export function application(viewer: Viewer): Html {
  const { world, say, to } = viewer
  const content = world.installedAt
    ? html`<div class="notice good">${icon('check')}<h1>${say.installed}</h1><p>${say.installedWhy}</p>
        <a class="button" href="${to('/crm/deal/kanban/')}">${say.toDeals}</a></div>`
    : html`<div class="notice">${icon('apps')}<h1>${say.notInstalled}</h1>
        <a class="button" href="${to('/marketplace/install/')}">${say.install}</a></div>`
  return layout(viewer, say.apps, content)
}

/** The installer in its frame; it ends by itself, with the page coming back as `install_finished=Y`. */
export function installer(viewer: Viewer): Html {
  const { world, say } = viewer
  const frame = html`<div class="app" data-placement="DEFAULT" data-handler="${world.app.installUrl}"></div>`
  return layout(viewer, say.apps, html`<div class="head"><h1>${say.apps}</h1></div>${frame}`)
}

export function notice(viewer: Viewer, title: string): Html {
  return layout(
    viewer,
    title,
    html`<div class="notice">${icon('lock')}<h1>${title}</h1>
    <a class="button" href="${viewer.to('/crm/deal/kanban/')}">${viewer.say.toDeals}</a></div>`,
  )
}

/** Its fields beside its timeline, and the tabs of applications. */
export function seat(viewer: Viewer, kind: number, id: number, title: string, fields: Html[]): Html {
  const general = html`<div class="columns"><div><section class="panel"><dl>${fields}</dl></section></div>
    <div>${timelineOf(viewer, kind, id)}</div></div>`
  return layout(
    viewer,
    title,
    html`<div class="deal"><div class="head"><h1 id="pagetitle">${title}</h1><span class="no">№ ${id}</span></div>
    ${tabbed(viewer, kind, id, general)}</div>`,
  )
}

/** A page that is nothing but the application's frame. */
export function applicationPage(
  viewer: Viewer,
  placement: Placement,
  params: Record<string, string> = {},
): Html {
  const title = titleOf(placement, viewer) || viewer.say.page
  return layout(
    viewer,
    title,
    html`<div class="app" data-placement="${placement.placement}" data-handler="${placement.handler}"
    data-params="${JSON.stringify(params)}"></div>`,
  )
}

function details(viewer: Viewer, title: string, fields: Html[], picture: Html | string = ''): Html {
  return layout(
    viewer,
    title,
    html`<div class="head">${picture}<h1 id="pagetitle">${title}</h1></div><section class="panel narrow"><dl>${fields}</dl></section>`,
  )
}

function contactLink({ to }: Viewer, contact: Contact): Html {
  return html`<a href="${to(`/crm/contact/details/${contact.id}/`)}">${nameOf(contact)}</a>, ${contact.post}`
}

function dealsWith(viewer: Viewer, { id }: Company): Html {
  const deals = dealsOf(viewer.world, viewer.person).filter(({ company }) => company === id)
  return html`${deals.map(
    (deal) =>
      html`<a class="row" href="${viewer.to(`/crm/deal/details/${deal.id}/`)}">№ ${deal.id} · ${deal.title}<b>${money(deal.amount, deal.currency, viewer.lang)}</b></a>`,
  )}`
}

function departmentOf({ department }: Employee): string {
  return departments.find(({ ID }) => ID === department)?.NAME ?? ''
}
