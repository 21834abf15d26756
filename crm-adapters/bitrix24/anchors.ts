/** The one activity of a card that shows how many wait in its chat (`crm.activity.configurable.*`). */
import type { Anchor, Answer, Deed, Done, RecordRef } from '../port.ts'
import { anchorWords } from './anchor-words.ts'
import type { Doing } from './deeds.ts'
import { entityTypeIdOf } from './kinds.ts'
import { ORIGINATOR, originOf } from './origin.ts'
import { type Json, list, object, type Rest, refusal } from './rest.ts'

type Anchoring = Extract<Deed, { do: 'anchor' }>

export const anchors: Doing<Anchoring> = {
  /** `missing` when the activity has been deleted by hand, or its record is gone. */
  async act(portal, { record, anchor }) {
    const ownerTypeId = entityTypeIdOf(record.type)
    if (!ownerTypeId) return refusal('missing', `Bitrix24 has no ${record.type} ${record.id}`)
    const known = anchor.known ? { ok: true as const, value: anchor.known } : await find(portal, record)
    if (!known.ok) return known
    if (known.value) return update(portal, known.value, anchor)
    return anchor.unread > 0 ? add(portal, record, anchor) : { ok: true, value: { id: null, url: null } }
  },

  // One that was made by an earlier try is found, and bringing it up to date twice is harmless.
  done: async () => ({ ok: true, value: null }),
}

async function find(portal: Rest, record: RecordRef): Promise<Answer<string | null>> {
  const filter = {
    OWNER_TYPE_ID: entityTypeIdOf(record.type),
    OWNER_ID: record.id,
    ORIGINATOR_ID: ORIGINATOR,
    ORIGIN_ID: originOf(record),
  }
  const answer = await portal.call('crm.activity.list', { filter, order: { ID: 'ASC' }, select: ['ID'] })
  if (!answer.ok) return answer
  const id = list(answer.value)[0]?.ID
  return { ok: true, value: id === undefined ? null : String(id) }
}

async function add(portal: Rest, record: RecordRef, anchor: Anchor): Promise<Answer<Done>> {
  const answer = await portal.call('crm.activity.configurable.add', {
    ownerTypeId: entityTypeIdOf(record.type),
    ownerId: Number(record.id),
    fields: {
      typeId: 'CONFIGURABLE',
      // Counts in the lists and on the board of whoever is responsible; such an activity has no deadline.
      isIncomingChannel: 'Y',
      originatorId: ORIGINATOR,
      originId: originOf(record),
      responsibleId: Number(anchor.responsible),
      completed: 'N',
    },
    layout: layoutOf(anchor),
  })
  return made(answer)
}

async function update(portal: Rest, id: string, anchor: Anchor): Promise<Answer<Done>> {
  const completed = anchor.unread === 0 ? 'Y' : anchor.fresh ? 'N' : undefined
  const answer = await portal.call('crm.activity.configurable.update', {
    id: Number(id),
    fields: { responsibleId: Number(anchor.responsible), ...(completed && { completed }) },
    layout: layoutOf(anchor),
  })
  return made(answer)
}

function made(answer: Answer<unknown>): Answer<Done> {
  if (!answer.ok) return answer
  const { id } = object(object(answer.value).activity)
  if (!(Number(id) > 0)) return refusal('broken', 'crm.activity.configurable: no id')
  return { ok: true, value: { id: String(id), url: null } }
}

// Texts are plain strings: a portal refuses words in a language that is not installed there.
function layoutOf({ locale, unread, threads }: Anchor): Json {
  const say = anchorWords(locale)
  const open = { type: 'openRestApp', sliderParams: { title: say.title } }
  const tags = { unread: { type: 'warning', title: unread > 99 ? '99+' : String(unread) } }
  const blocks = {
    unread: text(unread > 0 ? say.unread(unread) : say.allRead, { bold: unread > 0 }),
    ...(threads > 1 && { threads: text(say.threads(threads)) }),
  }
  const type = unread > 0 ? 'primary' : 'secondary'
  return {
    icon: { code: 'info' },
    header: { title: say.title, titleAction: open, ...(unread > 0 && { tags }) },
    body: {
      logo: { code: 'notification', action: open },
      blocks: { state: { type: 'lineOfBlocks', properties: { blocks } } },
    },
    // The slider of an application opens in a browser only.
    footer: { buttons: { open: { title: say.open, type, action: open, scope: 'web' } } },
  }
}

function text(value: string, look: Json = {}): Json {
  return { type: 'text', properties: { value, ...look } }
}
