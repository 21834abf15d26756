/** All deals of a funnel that the viewer may see: as columns of stages, or as a table. */
import { html, raw } from 'hono/html'
import type { Deal } from '../data/deals.ts'
import { DEAL } from '../data/kinds.ts'
import { type Funnel, funnels, type Stage } from '../data/stages.ts'
import { stageOf } from '../rest/items.ts'
import { dealsOf } from '../rights.ts'
import { personCalled } from '../world.ts'
import { layout } from './layout.ts'
import { avatar, type Html } from './parts.ts'
import { day, money, nameOf, type Viewer } from './viewer.ts'

export function kanban(viewer: Viewer, funnelId: number): Html {
  const funnel = funnels.find(({ id }) => id === funnelId) ?? funnels[0]
  const deals = dealsOf(viewer.world, viewer.person).filter((deal) => deal.funnel === funnel?.id)
  // As in Bitrix24, what is won or lost has left the board.
  const open = funnel?.stages.filter(({ semantics }) => !semantics) ?? []
  const columns = open.map((stage) => column(viewer, stage, deals))
  return page(viewer, 'kanban', funnel, html`<div class="kanban">${columns}</div>`)
}

export function list(viewer: Viewer): Html {
  const { say } = viewer
  const rows = dealsOf(viewer.world, viewer.person).map((deal) => row(viewer, deal))
  const heads = [say.number, say.title, say.stage, say.client, say.amount, say.responsible, say.closes]
  const table = html`<div class="panel"><table class="deals">
    <thead><tr>${heads.map((head) => html`<th>${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`
  return page(viewer, 'list', undefined, rows.length > 0 ? table : html`<p class="empty">${say.noDeals}</p>`)
}

export function companyTitle({ world }: Viewer, { company }: Deal): string {
  return world.companies.find(({ id }) => id === company)?.title ?? ''
}

function page(viewer: Viewer, view: 'kanban' | 'list', funnel: Funnel | undefined, content: Html): Html {
  const { say, to } = viewer
  const views = (['kanban', 'list'] as const).map(
    (one) =>
      html`<a href="${to(`/crm/deal/${one}/`)}" ${one === view ? raw('aria-current="page"') : ''}>${say[one]}</a>`,
  )
  const choice = funnels.map(
    ({ id, name }) =>
      html`<a href="${to('/crm/deal/kanban/', { funnel: String(id) })}" ${id === funnel?.id ? raw('aria-current="true"') : ''}>${name}</a>`,
  )
  return layout(
    viewer,
    say.deals,
    html`<div class="head"><h1>${say.deals}</h1><div class="switch">${views}</div>
    ${funnel ? html`<div class="chips">${choice}</div>` : ''}</div>${content}`,
  )
}

function column(viewer: Viewer, stage: Stage, all: Deal[]): Html {
  const deals = all.filter((deal) => deal.stage === stage.code)
  const totals = Map.groupBy(deals, ({ currency }) => currency)
  const sums = [...totals].map(([currency, some]) =>
    money(
      some.reduce((sum, { amount }) => sum + amount, 0),
      currency,
      viewer.lang,
    ),
  )
  return html`<section class="column" style="--stage:${stage.color}">
    <h2>${stage.name}<span>${deals.length}</span></h2>
    <p class="sum">${sums.length > 0 ? sums.join(' · ') : '—'}</p>
    ${deals.map((deal) => card(viewer, deal))}
  </section>`
}

function card(viewer: Viewer, deal: Deal): Html {
  const responsible = personCalled(viewer.world, deal.responsible)
  const counter = countedFor(viewer, deal)
  return html`<a class="card" href="${viewer.to(`/crm/deal/details/${deal.id}/`)}">
    <b>${deal.title}</b><span class="client">${companyTitle(viewer, deal)}</span>
    <strong>${money(deal.amount, deal.currency, viewer.lang)}</strong>
    <span class="foot"><small>№ ${deal.id} · ${day(viewer, deal.closes, 'short')}</small>${counter > 0 ? html`<span class="count">${counter}</span>` : ''}${responsible ? avatar(responsible, 's') : ''}</span>
  </a>`
}

// Incoming activities that wait for whoever looks.
function countedFor({ world, person }: Viewer, { id }: Deal): number {
  return world.activities.filter(
    ({ ownerTypeId, ownerId, incoming, completedAt, responsible }) =>
      ownerTypeId === DEAL && ownerId === id && incoming && !completedAt && responsible === person.id,
  ).length
}

function row(viewer: Viewer, deal: Deal): Html {
  const stage = stageOf(deal)
  const responsible = personCalled(viewer.world, deal.responsible)
  return html`<tr>
    <td>${deal.id}</td>
    <td><a href="${viewer.to(`/crm/deal/details/${deal.id}/`)}">${deal.title}</a></td>
    <td><span class="stage" style="--stage:${stage?.color ?? ''}">${stage?.name ?? deal.stage}</span></td>
    <td>${companyTitle(viewer, deal)}</td>
    <td class="money">${money(deal.amount, deal.currency, viewer.lang)}</td>
    <td>${responsible ? html`<span class="by">${avatar(responsible, 's')}${nameOf(responsible)}</span>` : ''}</td>
    <td>${day(viewer, deal.closes, 'short')}</td>
  </tr>`
}
