import type { Answer, CrmRefusal, Deed, RecordContext, RecordRef } from '../../crm-adapters/port.ts'

type Notice = Extract<Deed, { do: 'notice' }>

/** Reasons for which the host would not show somebody the record a notice leads to. */
const HIDDEN = new Set<CrmRefusal>(['denied', 'missing', 'guest', 'dismissed', 'restricted'])
const TITLE_MOST = 100

/**
 * A notice with the title of its record, as the person called sees it. Undefined when his host does not show him the
 * record, and he is not invited to its chat: then he is not told of it either. Somebody who has never opened a card
 * can't be asked for; he was called by name or role, and hears the number only.
 */
export async function addressed(
  {
    look,
    isInvited,
    ownPage,
  }: {
    look(person: string, record: RecordRef): Promise<Answer<RecordContext>>
    /** To a thread of the record. */
    isInvited(person: string, record: RecordRef): Promise<boolean>
    /** Where he reads it all the same; null where the host has no such address. */
    ownPage(): Promise<string | null>
  },
  notice: Notice,
): Promise<Notice | undefined> {
  if (!notice.record) return notice
  const seen = await look(notice.to, notice.record)
  if (!seen.ok) {
    if (!HIDDEN.has(seen.reason)) return notice
    if (!(await isInvited(notice.to, notice.record))) return undefined
    const instead = await ownPage()
    return instead === null ? notice : { ...notice, instead }
  }
  const { title } = seen.value
  const short = title.length > TITLE_MOST ? `${title.slice(0, TITLE_MOST).trimEnd()}…` : title
  return { ...notice, link: `${notice.link} · ${short}` }
}
