/** Invitations as people make and answer them. */
import type { MadeLink, MyInvite, PrivateThread, ShownInvite, ShownThread } from '../../backend/shown.ts'
import type { Result } from '../asking.ts'
import { addThread, openThread, server } from '../card/card.model.ts'

/** Whoever can ask our server in a session: a card, our own page, a guest's. */
export interface Asks {
  call<T>(method: string, path: string, body?: unknown): Promise<Result<T>>
}

export interface NewInvite {
  id: string
  who: { person: string } | { guest: { name: string; from: string | null } }
  fields: string[]
  /** Classes of files he is shown. */
  files: string[]
  fromSeq?: number
  /** ISO 8601. */
  until: string
  coded?: boolean
}

export interface Made {
  invite: ShownInvite
  link?: MadeLink
}

export const invitesTo = (thread: string) =>
  server().call<{ invites: ShownInvite[] }>('GET', `${server().thread(thread)}/invites`)

/** Under the same id it is the same invitation, however often it is asked for. */
export const invite = (thread: string, wanted: NewInvite) =>
  server().call<Made>('POST', `${server().thread(thread)}/invites`, wanted)

export const revoke = (id: string) => server().call<ShownInvite>('DELETE', one(id))

export const renew = (id: string, until: Date) =>
  server().call<ShownInvite>('PUT', `${one(id)}/until`, { until: until.toISOString() })

export const linkAnew = (id: string, coded: boolean) =>
  server().call<Required<Made>>('POST', `${one(id)}/link`, { coded })

/** Where a guest's link leads; the secret stands where no server and no log sees it. */
export function addressOf({ secret }: MadeLink): string {
  return `${location.origin}/guest#${secret}`
}

type Mine = Promise<Result<{ invites: MyInvite[] }>>

export const myInvites = (api: Asks): Mine => api.call('GET', '/api/invites/mine')

export const accept = (api: Asks, id: string): Mine => api.call('POST', '/api/invites/accept', { id })

export const decline = (api: Asks, id: string, reason: string): Mine =>
  api.call('POST', `${one(id)}/declined`, { reason })

/** `message` names the result, so that sending it twice leaves one. */
export const leave = (api: Asks, id: string, message: string, text: string): Mine =>
  api.call('POST', `${one(id)}/left`, { message, text })

export const privateThreads = () => server().call<{ threads: PrivateThread[] }>('GET', '/api/supervising')

/** Opens a private discussion of others to be read for a while. */
export async function supervise(thread: string, id: string, reason: string): Promise<Result<ShownThread>> {
  const path = `/api/supervising/${encodeURIComponent(thread)}`
  const answer = await server().call<ShownThread>('POST', path, { id, reason })
  if (answer.ok) {
    addThread(answer.value)
    openThread(thread)
  }
  return answer
}

const one = (id: string) => `/api/invites/${encodeURIComponent(id)}`
