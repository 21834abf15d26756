/** Leads, and the cards of what is neither a deal nor a client. */
import { html } from 'hono/html'
import { kindOf, LEAD } from '../data/kinds.ts'
import type { Other } from '../data/others.ts'
import { furtherStages, type Stage } from '../data/stages.ts'
import { othersOf } from '../rights.ts'
import { personCalled } from '../world.ts'
import { layout } from './layout.ts'
import { seat } from './others.ts'
import { field, type Html, personLink } from './parts.ts'
import { money, nameOf, type Viewer } from './viewer.ts'

export function leads(viewer: Viewer): Html {
  const { say, world, person, to, lang } = viewer
  const rows = othersOf(world, person, LEAD).map(
    (lead) => html`<tr><td>${lead.id}</td>
      <td><a href="${to(`${kindOf(LEAD)?.path}${lead.id}/`)}">${lead.title}</a></td>
      <td><span class="stage" style="--stage:${stageOf(lead)?.color ?? ''}">${stageOf(lead)?.name ?? lead.stage}</span></td>
      <td class="money">${money(lead.amount, lead.currency, lang)}</td></tr>`,
  )
  const heads = [say.number, say.title, say.stage, say.amount]
  return layout(
    viewer,
    say.leads,
    html`<div class="head"><h1>${say.leads}</h1></div><div class="panel"><table class="deals">
    <thead><tr>${heads.map((head) => html`<th>${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`,
  )
}

/** Undefined when there is none, or none for this person. */
export function otherCard(viewer: Viewer, kind: number, id: number): Html | undefined {
  const { say, world, person, to, lang } = viewer
  const other = othersOf(world, person, kind).find((one) => one.id === id)
  if (!other) return undefined
  const responsible = personCalled(world, other.responsible)
  const { name = '', lastName, phone, email, deal, amount, currency, comments } = other
  return seat(viewer, kind, id, other.title, [
    field(say.stage, stageOf(other)?.name ?? other.stage),
    field(say.amount, html`<span class="amount">${money(amount, currency, lang)}</span>`),
    ...(lastName === undefined ? [] : [field(say.client, nameOf({ name, lastName }))]),
    ...(phone === undefined ? [] : [field(say.phone, phone)]),
    ...(email === undefined ? [] : [field(say.email, email)]),
    ...(deal === undefined
      ? []
      : [field(say.deal, html`<a href="${to(`/crm/deal/details/${deal}/`)}">№ ${deal}</a>`)]),
    ...(responsible ? [field(say.responsible, personLink(viewer, responsible))] : []),
    field(say.comment, comments),
  ])
}

function stageOf({ kind, stage }: Other): Stage | undefined {
  return furtherStages.find((one) => one.kind === kind)?.stages.find(({ code }) => code === stage)
}
