/**
 * The card's frame in Dynamics. A script of ours frames the page (the control on a form, the web resource, the side pane)
 * and speaks frame.ts with it; where an administrator frames the page without a script, `bareHost` does what can be done.
 * Load it after the first paint: drawing needs none of it.
 */
import { bareHost } from './bare-host.ts'
import type { Answers, Asked, FramedRecord, Look, Question, Told } from './frame.ts'
import { type HostOfFrame, pageOf } from './host-of-frame.ts'
import { knock } from './knock.ts'

export type { FramedRecord } from './frame.ts'
export type { HostOfFrame } from './host-of-frame.ts'
export { wear } from './wear.ts'

/**
 * `organization` is the origin the server has verified for this page; nobody else is spoken to.
 * `signIn` answers `proof`: a Dynamics form has no token to give, so that a person is proven by our page's own sign-in at
 * Entra (or AD FS). It resolves to the ticket that `POST /api/session` takes, and may open a window for it.
 * Throws when nobody answers for 6 s.
 */
export async function connectDynamics365(
  organization: string,
  signIn: () => Promise<string>,
): Promise<HostOfFrame> {
  if (!new URLSearchParams(location.search).has('door')) return bareHost(organization, signIn)
  const { port, begin } = await knock(organization)
  return hostAt(port, begin, organization, signIn)
}

function hostAt(
  port: MessagePort,
  begin: Extract<Told, { tell: 'begin' }>,
  organization: string,
  signIn: () => Promise<string>,
): HostOfFrame {
  let { record, look } = begin
  let asked = 0
  let over = false
  const waiting = new Map<number, Waiting>()
  const recordListeners = new Set<(record: FramedRecord) => void>()
  const lookListeners = new Set<(look: Look) => void>()

  port.onmessage = ({ data }: MessageEvent<Told>) => {
    switch (data?.tell) {
      case 'record':
        record = data.record
        for (const tell of recordListeners) tell(record)
        break
      case 'look':
        look = data.look
        for (const tell of lookListeners) tell(look)
        break
      case 'answer':
        settle(data.key)?.resolve(data.value)
        break
      case 'refusal':
        settle(data.key)?.reject(new Error(data.reason))
        break
      case 'end':
        close()
        break
    }
  }

  function settle(key: number): Waiting | undefined {
    const one = waiting.get(key)
    waiting.delete(key)
    return one
  }

  function ask<Q extends Question>(question: Q, about: object = {}): Promise<Answers[Q]> {
    const key = ++asked
    if (over) return Promise.reject(new Error(GONE))
    return new Promise((resolve, reject) => {
      // The answer to a key is the answer to its question: only the frame's owner, built from the same file, writes it.
      waiting.set(key, { resolve: resolve as Waiting['resolve'], reject })
      say({ ask: question, key, ...about } as Asked)
    })
  }

  function say(message: Asked) {
    port.postMessage(message)
  }

  function close() {
    over = true
    port.close()
    recordListeners.clear()
    lookListeners.clear()
    for (const { reject } of waiting.values()) reject(new Error(GONE))
    waiting.clear()
  }

  return {
    name: 'dynamics365',
    door: begin.door,
    locale: begin.locale,
    record: () => record,
    fit: (height) => ask('fit', { height: Math.ceil(height) }),

    open(path) {
      const page = pageOf(path, organization)
      say('record' in page ? { ask: 'record', record: page.record } : { ask: 'page', url: page.url })
    },

    proof: signIn,
    selectPeople: () => ask('people'),
    onTheme: (tell) => hear(lookListeners, ({ theme }) => tell(theme), look),
    onLook: (tell) => hear(lookListeners, tell, look),
    onRecord: (tell) => hear(recordListeners, tell),
    badge: (count) => say({ ask: 'badge', count }),

    close() {
      say({ ask: 'end' })
      close()
    },
  }
}

const GONE = 'the form has taken its frame away'

interface Waiting {
  resolve: (value: Answers[Question]) => void
  reject: (error: Error) => void
}

function hear<T>(listeners: Set<(value: T) => void>, tell: (value: T) => void, now?: T): () => void {
  listeners.add(tell)
  if (now !== undefined) tell(now)
  return () => listeners.delete(tell)
}
