/** Our tabs in the cards: bound once each, whatever was bound before. */
import type { Answer } from '../port.ts'
import { tabs } from './forms.ts'
import { type Command, list, type Rest } from './rest.ts'

/** The tab that must be there; the others may be unknown to a portal, e.g. leads in a CRM without them. */
const NEEDED = 'CRM_DEAL_DETAIL_TAB'

// Portals write Ukrainian `ua`.
const titles = { ru: { TITLE: 'Чат' }, en: { TITLE: 'Chat' }, ua: { TITLE: 'Чат' } }

/** Drops what earlier versions and addresses have left, then binds what is missing. */
export async function bindEverything(rest: Rest, publicUrl: string): Promise<Answer<void>> {
  const card = new URL('/bitrix24/card', publicUrl).href

  const bound = await rest.batch({ placements: { method: 'placement.get' } })
  if (!bound.ok) return bound
  if (!bound.value.placements.ok) return bound.value.placements
  const placements = list(bound.value.placements.value.value)

  const kept = Object.keys(tabs).filter((tab) => {
    const handlers = placements.filter(({ placement }) => placement === tab)
    return handlers.length === 1 && handlers[0]?.handler === card
  })
  const stale = placements.filter(({ placement }) => !kept.includes(String(placement)))

  return inOrder(rest, [
    ...stale.map(({ placement, handler }) => ({
      method: 'placement.unbind',
      params: { PLACEMENT: placement, HANDLER: handler },
    })),
    ...Object.keys(tabs)
      .filter((tab) => !kept.includes(tab))
      .map((tab) => ({
        method: 'placement.bind',
        params: { PLACEMENT: tab, HANDLER: card, TITLE: titles.en.TITLE, LANG_ALL: titles },
      })),
  ])
}

async function inOrder(rest: Rest, commands: Command[]): Promise<Answer<void>> {
  for (let start = 0; start < commands.length; start += 50) {
    const batch = commands.slice(start, start + 50)
    const answer = await rest.batch(Object.fromEntries(batch.map((command, n) => [`c${n}`, command])))
    if (!answer.ok) return answer
    for (const [n, command] of batch.entries()) {
      const done = answer.value[`c${n}`]
      if (done && !done.ok && !mayFail(command)) return done
    }
  }
  return { ok: true, value: undefined }
}

function mayFail({ method, params }: Command): boolean {
  return method.endsWith('.unbind') || (method === 'placement.bind' && params?.PLACEMENT !== NEEDED)
}
