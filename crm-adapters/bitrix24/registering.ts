/** Our tabs, our page and what we listen to: bound once each, whatever was bound before. */
import type { Answer, Capabilities, Wants } from '../port.ts'
import { listenedTo } from './events.ts'
import { MENU, usualTabs } from './kinds.ts'
import { methods } from './methods.ts'
import { kindsOf, type Probed, probe } from './probing.ts'
import { BATCH, type Command, type Json, type Rest } from './rest.ts'

/** The tab that must be there; the others may be unknown to a portal, e.g. leads in a CRM without them. */
const NEEDED = 'CRM_DEAL_DETAIL_TAB'

/** The tabs of smart processes are each portal's own, and come to these. */
export const wants: Wants = {
  scopes: [...new Set(Object.values(methods).filter((scope) => scope !== null))],
  placements: [...usualTabs, MENU],
  events: listenedTo,
}

// Portals write Ukrainian `ua` and Kazakh `kz`.
const titles = {
  tab: { ru: 'Чат', en: 'Chat', ua: 'Чат', kz: 'Чат', pl: 'Czat' },
  menu: {
    ru: 'Чаты сделок',
    en: 'Deal chats',
    ua: 'Чати угод',
    kz: 'Мәміле чаттары',
    pl: 'Czaty transakcji',
  },
}

/** Drops what earlier versions and addresses have left, binds what is missing, and says what there is now. */
export async function bindEverything(rest: Rest, publicUrl: string): Promise<Answer<Capabilities>> {
  const asked = await probe(rest)
  if (!asked.ok) return asked
  const { bound, heard } = asked.value
  const card = new URL('/bitrix24/card', publicUrl).href
  const ear = new URL('/bitrix24/events', publicUrl).href

  const placements = differing(bound, [...usualTabs, ...kindsOf(asked.value), MENU], 'placement', card)
  const events = differing(heard, listenedTo, 'event', ear)
  const done = await inOrder(rest, [
    ...placements.stale.map(({ placement, handler }) => ({
      method: 'placement.unbind',
      params: { PLACEMENT: placement, HANDLER: handler },
    })),
    ...events.stale.map(({ event, handler }) => ({ method: 'event.unbind', params: { event, handler } })),
    ...placements.lacking.map((placement) => placementBind(placement, card)),
    ...events.lacking.map((event) => ({ method: 'event.bind', params: { event, handler: ear } })),
  ])
  if (!done.ok) return done
  return { ok: true, value: capable(asked.value, placements, events, done.value) }
}

interface Differing {
  kept: string[]
  stale: Json[]
  lacking: string[]
}

/** Of what is bound: what may stay, what must go, and what of the wanted is then lacking. */
function differing(bound: Json[], wanted: string[], name: 'placement' | 'event', handler: string): Differing {
  const code = (one: Json) => String(one[name]).toUpperCase()
  const kept = wanted.filter((each) => {
    const there = bound.filter((one) => code(one) === each)
    return there.length === 1 && there[0]?.handler === handler
  })
  return {
    kept,
    stale: bound.filter((one) => !kept.includes(code(one))),
    lacking: wanted.filter((each) => !kept.includes(each)),
  }
}

function placementBind(placement: string, handler: string): Command {
  const words = placement === MENU ? titles.menu : titles.tab
  const all = Object.fromEntries(Object.entries(words).map(([language, TITLE]) => [language, { TITLE }]))
  return {
    method: 'placement.bind',
    params: { PLACEMENT: placement, HANDLER: handler, TITLE: words.en, LANG_ALL: all },
  }
}

/** Answers with the commands that were refused; refused as a whole when one is that we cannot do without. */
async function inOrder(rest: Rest, commands: Command[]): Promise<Answer<Command[]>> {
  const refused: Command[] = []
  for (let start = 0; start < commands.length; start += BATCH) {
    const batch = commands.slice(start, start + BATCH)
    const answer = await rest.batch(Object.fromEntries(batch.map((command, n) => [`c${n}`, command])))
    if (!answer.ok) return answer
    for (const [n, command] of batch.entries()) {
      const done = answer.value[`c${n}`]
      if (!done || done.ok) continue
      if (command.params?.PLACEMENT === NEEDED && command.method === 'placement.bind') return done
      refused.push(command)
    }
  }
  return { ok: true, value: refused }
}

function capable(asked: Probed, placements: Differing, events: Differing, refused: Command[]): Capabilities {
  const bound = (method: string, name: 'PLACEMENT' | 'event', lacking: string[]) => {
    const not = refused.filter((one) => one.method === method).map(({ params }) => params?.[name])
    return lacking.filter((each) => !not.includes(each))
  }
  const { scopes, missing, features, plan } = asked
  return {
    scopes,
    missing,
    features,
    plan,
    placements: [...placements.kept, ...bound('placement.bind', 'PLACEMENT', placements.lacking)],
    events: [...events.kept, ...bound('event.bind', 'event', events.lacking)],
  }
}
