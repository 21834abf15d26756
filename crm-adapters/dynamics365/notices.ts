/**
 * Calls a person in the bell of Dynamics' apps: a row of its own for each tag, taken away when it has been read.
 * docs: "Send in-app notifications within model-driven apps". An app shows them once its notifications are switched on.
 */
import type { Answer, Deed, Done } from '../port.ts'
import type { Doing, Place } from './deeds.ts'
import { guidOf } from './guid-of.ts'
import { formOf, kindOf } from './kinds.ts'

type Notice = Extract<Deed, { do: 'notice' }>
type Unnotice = Extract<Deed, { do: 'unnotice' }>

const INFO = 100_000_000
/** Shown for a moment, then kept in the bell. */
const TIMED = 200_000_000
const TITLE_MOST = 100

export const notices: Doing<Notice> = {
  async act(place, { to, tag, text, link, record, instead }) {
    // A later one takes the earlier's place, and is shown as new: so the earlier goes first.
    const gone = await take(place, to, tag)
    if (!gone.ok) return gone
    const id = noticeOf(place.company, to, tag)
    const table = record && kindOf(record.type)?.table
    const url = instead ?? (record && table ? formOf(table, record.id) : null)
    const made = await place.dataverse.create('appnotifications', 'appnotificationid', id, {
      title: text.slice(0, TITLE_MOST),
      ...(text.length > TITLE_MOST && { body: text }),
      icontype: INFO,
      toasttype: TIMED,
      ...(url && { data: JSON.stringify({ actions: [{ title: link, data: { url } }] }) }),
      'ownerid@odata.bind': `/systemusers(${to})`,
    })
    return made.ok ? { ok: true, value: { id, url } } : made
  },

  // Saying it again changes nothing: it takes its own place.
  done: async () => ({ ok: true, value: null }),
}

export const takenBack: Doing<Unnotice> = {
  act: (place, { to, tag }) => take(place, to, tag),
  done: async () => ({ ok: true, value: null }),
}

async function take({ dataverse, company }: Place, to: string, tag: string): Promise<Answer<Done>> {
  const id = noticeOf(company, to, tag)
  const removed = await dataverse.remove(`appnotifications(${id})`)
  // Never made, dismissed by the person, or grown too old: it calls nobody.
  if (!removed.ok && removed.reason !== 'missing') return removed
  return { ok: true, value: { id, url: null } }
}

const noticeOf = (company: string, to: string, tag: string) => guidOf(`${company} notice ${to} ${tag}`)
