/** The card of a deal: its stages, its fields, and a tab for every application that has bound one. */
import { html } from 'hono/html'
import type { Deal } from '../data/deals.ts'
import { DEAL } from '../data/kinds.ts'
import { funnels } from '../data/stages.ts'
import { stageOf } from '../rest/items.ts'
import { mayRead } from '../rights.ts'
import { personCalled } from '../world.ts'
import { layout } from './layout.ts'
import { field, type Html, icon, personLink } from './parts.ts'
import { tabbed } from './tabs.ts'
import { timelineOf } from './timeline.ts'
import { day, money, nameOf, type Viewer } from './viewer.ts'

/** Undefined when there is no such deal. */
export function dealCard(viewer: Viewer, id: number): Html | undefined {
  const { world, person, say } = viewer
  const deal = world.deals.find((one) => one.id === id)
  if (!deal) return undefined
  if (!mayRead(world, person, deal)) return layout(viewer, say.denied, denial(viewer))
  const content = html`<div class="deal">
    <div class="head"><a class="round" href="${viewer.to('/crm/deal/kanban/')}" aria-label="${say.deals}">${icon('back')}</a>
      <h1 id="pagetitle">${deal.title}</h1><span class="no">№ ${deal.id}</span><strong>${money(deal.amount, deal.currency, viewer.lang)}</strong></div>
    <div data-reload="stages">${stageBar(deal)}</div>
    ${tabbed(viewer, DEAL, deal.id, general(viewer, deal))}
  </div>`
  return layout(viewer, deal.title, content)
}

function stageBar(deal: Deal): Html {
  const stages = funnels.find(({ id }) => id === deal.funnel)?.stages ?? []
  const reached = stages.findIndex(({ code }) => code === deal.stage)
  const at = stages[reached]
  // Failure is no step on the way: it is shown only where a deal has ended in it.
  const shown = stages.filter((stage) => stage.semantics !== 'F' || stage === at)
  const segments = shown.map((stage) => {
    const state = stage === at ? 'past now' : stages.indexOf(stage) < reached ? 'past' : ''
    return html`<li class="${state}">${stage.name}</li>`
  })
  return html`<ol class="stages" style="--stage:${at?.color ?? ''}">${segments}</ol>`
}

function general(viewer: Viewer, deal: Deal): Html {
  return html`<div class="columns"><div>${aboutDeal(viewer, deal)}${aboutClient(viewer, deal)}${team(viewer, deal)}</div>
    <div>${timelineOf(viewer, DEAL, deal.id)}${history(viewer, deal)}</div></div>`
}

function aboutDeal(viewer: Viewer, deal: Deal): Html {
  const { say, lang } = viewer
  return html`<section class="panel"><h2>${say.aboutDeal}</h2><dl>
    ${field(say.amount, html`<span class="amount">${money(deal.amount, deal.currency, lang)}</span>`)}
    ${field(say.stage, stageOf(deal)?.name ?? deal.stage)}
    ${field(say.funnel, funnels.find(({ id }) => id === deal.funnel)?.name ?? '')}
    ${field(say.begun, day(viewer, -deal.begun))}
    ${field(say.closes, day(viewer, deal.closes))}
    ${field(say.comment, deal.comments)}
  </dl></section>`
}

function aboutClient({ say, to, world }: Viewer, deal: Deal): Html {
  const company = world.companies.find(({ id }) => id === deal.company)
  const contact = world.contacts.find(({ id }) => id === deal.contact)
  return html`<section class="panel"><h2>${say.aboutClient}</h2><dl>
    ${company ? field(say.company, html`<a href="${to(`/crm/company/details/${company.id}/`)}">${company.title}</a>, ${company.city}`) : ''}
    ${contact ? field(say.contact, html`<a href="${to(`/crm/contact/details/${contact.id}/`)}">${nameOf(contact)}</a>, ${contact.post}`) : ''}
    ${contact ? field(say.phone, contact.phone) : ''}
    ${contact ? field(say.email, contact.email) : ''}
  </dl></section>`
}

function team(viewer: Viewer, deal: Deal): Html {
  const { world, say } = viewer
  const observers = deal.observers.flatMap((id) => personCalled(world, id) ?? [])
  const responsible = personCalled(world, deal.responsible)
  return html`<section class="panel"><h2>${say.team}</h2>
    <h3>${say.responsible}</h3>${responsible ? personLink(viewer, responsible) : ''}
    ${observers.length > 0 ? html`<h3>${say.observers}</h3><div class="people">${observers.map((one) => personLink(viewer, one))}</div>` : ''}
  </section>`
}

function history(viewer: Viewer, deal: Deal): Html {
  const { say } = viewer
  return html`<section class="panel"><h2>${say.history}</h2><ul class="history">
    <li><i style="--stage:${stageOf(deal)?.color ?? ''}"></i><span>${say.moved}: <b>${stageOf(deal)?.name ?? ''}</b></span><small>${day(viewer, -deal.moved, 'short')}</small></li>
    <li><i></i><span>${say.created}</span><small>${day(viewer, -deal.begun, 'short')}</small></li>
  </ul></section>`
}

function denial({ say, to }: Viewer): Html {
  return html`<div class="notice">${icon('lock')}<h1>${say.denied}</h1><p>${say.deniedWhy}</p>
    <a class="button" href="${to('/crm/deal/kanban/')}">${say.toDeals}</a></div>`
}
