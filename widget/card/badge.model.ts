/** How many messages wait in this card, where the host has a place for it: a pane's icon counts on while it is folded. */
import { effect } from '@preact/signals'
import { host } from '../host.ts'
import { threads } from './card.model.ts'

export function followUnread(): void {
  host().then(
    ({ badge }) => {
      if (!badge) return
      effect(() => {
        const loud = threads.value.filter(({ mutedAt, closedAt }) => !mutedAt && !closedAt)
        badge(loud.reduce((all, { unread }) => all + Math.max(0, unread), 0))
      })
    },
    // Without a host there is nobody to show it.
    () => {},
  )
}
