/** A discussion I was invited to, read over our own page: where the host shows me no record, it opens no card either. */
import { signal } from '@preact/signals'
import type { Bootstrap, InboxRow } from '../../../backend/shown.ts'
import { connectApi } from '../../api.ts'
import * as card from '../../card/card.model.ts'
import { host } from '../../host.ts'
import { toast } from '../../parts/toast.ts'
import { inWords } from '../../threads/in-words.ts'
import { server, started } from '../home.model.ts'
import { refreshInbox } from '../inbox/inbox.model.ts'

/** The discussion that is open; undefined while there is the list. */
export const visited = signal<string | undefined>(undefined)

export async function visit({ thread }: Pick<InboxRow, 'thread'>): Promise<void> {
  const page = started.peek()
  const answer = await server().visit(thread.id)
  if (!answer.ok || !page) return toast({ text: inWords(answer.ok ? 'unreachable' : answer.reason) })
  const { host: name, portal, locale } = page
  const bootstrap: Bootstrap = { host: name, portal, locale, ...answer.value }
  const api = connectApi({
    token: bootstrap.session.token,
    async onSessionOver() {
      const renewed = await host()
        .then((found) => found.proof())
        .then((proof) => api.renew(proof))
        .catch(() => undefined)
      // Who cannot be proven again learns it as whoever has lost his access does.
      if (!renewed?.ok && !renewed?.retryable) card.trouble.value = 'access_lost'
    },
  })
  card.start(bootstrap, api)
  card.openThread(thread.id)
  visited.value = thread.id
}

export function leaveVisit(): void {
  card.stop()
  visited.value = undefined
  void refreshInbox()
}
