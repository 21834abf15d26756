/** The bell: a person is called, and what called him is taken back when he has read it (`im.notify.*`). */
import type { Deed } from '../port.ts'
import type { Doing } from './deeds.ts'
import { cardPath } from './kinds.ts'

type Noticing = Extract<Deed, { do: 'notice' }>
type Taking = Extract<Deed, { do: 'unnotice' }>

/**
 * The system's notice, not a person's: whoever installed us has nothing to do with it. Where a portal makes none, for a
 * person who wants none, it was done all the same.
 */
export const notices: Doing<Noticing> = {
  async act(portal, { to, tag, group, text, link, record }) {
    const answer = await portal.call('im.notify.system.add', {
      USER_ID: Number(to),
      MESSAGE: record ? `${plain(text)} [url=${cardPath(record)}]${plain(link)}[/url]` : plain(text),
      // What goes by mail knows no BB code.
      MESSAGE_OUT: plain(`${text} ${link}`),
      TAG: tag,
      SUB_TAG: group,
    })
    if (!answer.ok) return answer
    return { ok: true, value: { id: Number(answer.value) > 0 ? String(answer.value) : null, url: null } }
  },

  // One person's notices are shown to nobody else; one of the same tag takes the place of the other.
  done: async () => ({ ok: true, value: null }),
}

export const takenBack: Doing<Taking> = {
  async act(portal, { tag }) {
    const answer = await portal.call('im.notify.delete', { TAG: tag })
    return answer.ok ? { ok: true, value: { id: null, url: null } } : answer
  },

  done: async () => ({ ok: true, value: null }),
}

// Names and titles are people's: BB code of theirs would make links and pictures of our notice.
function plain(text: string): string {
  return text
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .replaceAll(/[ \t\r\n]+/g, ' ')
    .trim()
}
