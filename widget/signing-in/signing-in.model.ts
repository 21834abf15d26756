/**
 * Signs the person in beside the frame: silently where his browser lets the provider see who he is, else in a window that
 * he opens by a click. The window and this page share nothing; the page learns from the server how it ended.
 */
import { signal } from '@preact/signals'
import type { ShownTicket, SignInStands } from '../../backend/shown.ts'
import { newName, sendTo } from './send.ts'
import { type Asked, newTicket, outcomeOf, type Place, type Trouble } from './tickets.ts'

export type Screen =
  | { show: 'waiting' }
  /** `ready` is a window's address; without it a click has to wait for one. */
  | { show: 'ask'; trouble: Trouble; ready: boolean; blocked: boolean }
  | { show: 'window' }

/** What is to be seen of it; undefined when nobody is signing in. */
export const screen = signal<Screen | undefined>(undefined)

/** Milliseconds a silent answer may take: longer means that something in between shows a page. */
const SILENCE = 8_000
/** Milliseconds after which a ticket nobody has used is changed for a new one. */
const STALE = 4 * 60_000

const WINDOW = 'popup,width=520,height=680'

/** At once, or when somebody looks at the page again. */
function whenSeen(act: () => void) {
  if (document.hidden) document.addEventListener('visibilitychange', act, { once: true })
  else act()
}

export interface SigningIn {
  /** A ticket somebody has signed in with; as often as it takes. */
  ticket(): Promise<string>
  /** Opens the window; to be called from a click. `choose`: with another account. */
  go(choose?: boolean): void
}

/** What to say when our server has not said anything: it did not answer, or nothing has gone wrong yet. */
export interface OwnWords {
  unreachable: Trouble
  ask: Trouble
}

/**
 * @param first a ticket the page has come with
 * @param outcome waits until somebody has signed in with a ticket, or has not
 */
export function signingIn(
  place: Place,
  { unreachable, ask }: OwnWords,
  first?: ShownTicket,
  outcome = outcomeOf,
): SigningIn {
  let ready: ShownTicket | undefined
  let signedIn: PromiseWithResolvers<string> | undefined
  let waiting = new AbortController()
  let refreshing: ReturnType<typeof setTimeout> | undefined

  async function silently(): Promise<{ ticket: string } | { trouble: Trouble }> {
    const made = first ? { ok: true as const, value: first } : await newTicket(place)
    first = undefined
    if (!made.ok) return { trouble: made.trouble ?? unreachable }
    const frame = document.createElement('iframe')
    frame.hidden = true
    frame.name = newName()
    document.body.append(frame)
    sendTo(frame.name, `${made.value.url}&silent=1`)
    const over = new AbortController()
    // The provider sends some people on to one of their own, whom our page may not frame.
    const blocked = () => over.abort()
    document.addEventListener('securitypolicyviolation', blocked)
    const patience = AbortSignal.any([over.signal, AbortSignal.timeout(SILENCE)])
    const stands = await outcome(place, made.value.ticket, patience)
    document.removeEventListener('securitypolicyviolation', blocked)
    frame.remove()
    if (stands?.ok && stands.value.stands === 'signed_in') return { ticket: made.value.ticket }
    return { trouble: stands ? troubleIn(stands) : ask }
  }

  function troubleIn(stands: Asked<SignInStands>): Trouble {
    if (!stands.ok) return stands.trouble ?? unreachable
    const { reason, title, text } = stands.value
    return reason && title && text ? { reason, title, text } : ask
  }

  /** A click opens a window at once or not at all, so that its address has to be there before. */
  async function getReady(trouble: Trouble) {
    screen.value = { show: 'ask', trouble, ready: false, blocked: false }
    clearTimeout(refreshing)
    const made = await newTicket(place)
    if (!signedIn) return
    ready = made.ok ? made.value : undefined
    refreshing = setTimeout(whenSeen, STALE, () => screen.peek()?.show === 'ask' && void getReady(trouble))
    screen.value = made.ok
      ? { show: 'ask', trouble, ready: true, blocked: false }
      : { show: 'ask', trouble: made.trouble ?? unreachable, ready: false, blocked: false }
  }

  async function watch({ ticket }: ShownTicket) {
    waiting.abort()
    waiting = new AbortController()
    const stands = await outcome(place, ticket, waiting.signal)
    if (!stands || !signedIn) return
    if (stands.ok && stands.value.stands === 'signed_in') return finish(ticket)
    await getReady(troubleIn(stands))
  }

  function finish(ticket: string) {
    clearTimeout(refreshing)
    screen.value = undefined
    signedIn?.resolve(ticket)
    signedIn = undefined
  }

  return {
    async ticket() {
      if (signedIn) return signedIn.promise
      const mine = Promise.withResolvers<string>()
      signedIn = mine
      screen.value = { show: 'waiting' }
      const silent = await silently()
      if ('ticket' in silent) finish(silent.ticket)
      else await getReady(silent.trouble)
      return mine.promise
    },

    go(choose = false) {
      const shown = screen.peek()
      if (shown?.show === 'window') waiting.abort()
      if (!ready) {
        if (shown?.show === 'ask') void getReady(shown.trouble)
        return
      }
      const name = newName()
      if (!window.open('', name, WINDOW)) {
        if (shown?.show === 'ask') screen.value = { ...shown, blocked: true }
        return
      }
      sendTo(name, choose ? `${ready.url}&choose=1` : ready.url)
      screen.value = { show: 'window' }
      void watch(ready)
    },
  }
}
