/** The page a dossier is opened by. */
import { cardName } from '../notices/words.ts'
import { recordRef } from '../records.ts'
import type { Contents } from './contents.ts'
import { type Html, html, pageText } from './html.ts'
import {
  approvals,
  facts,
  files,
  handovers,
  invites,
  kit,
  members,
  people,
  supervisions,
  threads,
} from './index-tables.ts'
import type { Telling } from './telling.ts'

/** @param script checks the archive in the browser */
export function indexPage(contents: Contents, telling: Telling, script: string): string {
  const { say, language, name, time, when } = telling
  const { title, record, client, at, by, zone, leftOut } = contents
  const { id } = recordRef(record)
  // Ids of some hosts are none that people read.
  const card = /^\d+$/.test(id) ? cardName(language, recordRef(record)) : record
  const named = title || card
  const sections: [keyof typeof say.sections, Html][] = [
    ['check', check(say)],
    ['threads', threads(contents, telling)],
    ['approvals', approvals(contents, telling)],
    ['facts', facts(contents, telling)],
    ['files', files(contents, telling)],
    ['kit', kit(contents, telling)],
    ['members', members(contents, telling)],
    ['invites', invites(contents, telling)],
    ['supervisions', supervisions(contents, telling)],
    ['handovers', handovers(contents, telling)],
    ['audit', audit(say)],
  ]
  const hasLeftOut = leftOut.threads + leftOut.files > 0
  const head = html`<h1 dir="auto">${say.title}: ${named}</h1><p class="quiet">${card}${client && html` · ${say.client}: ${client}`}</p>
<p>${say.made(when(at), name(by))}. ${say.zone(zone)}</p>${hasLeftOut && html`<p>${say.leftOut(leftOut.threads, leftOut.files)}</p>`}`
  const body = html`<main>${head}
${sections.map(([id, piece]) => html`<section id="${id}" class="${id}"><h2>${say.sections[id]}</h2>${piece}</section>\n`)}
<section id="people"><h2>${say.sections.people}</h2>${people(telling)}</section><p class="quiet">${time(at)}</p></main>`
  return pageText({ language, title: `${say.title}: ${named}`, body, script })
}

function check({ check: said }: Telling['say']): Html {
  const words = JSON.stringify(said)
  return html`<p>${said.how}</p><p><label class="pick">${said.choose}<input type="file" id="archive" accept=".zip"></label></p>
<div id="verdict" role="status" data-words="${words}"></div>`
}

function audit(say: Telling['say']): Html {
  return html`<p>${say.audit('audit/entries.jsonl', 'tables/audit.csv')}</p>`
}
