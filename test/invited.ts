/** People who see of a card only what they were invited to: colleagues without rights to it, and guests from outside. */
import { newId } from '../backend/ids.ts'
import type { Bootstrap, MadeLink, ShownInvite } from '../backend/shown.ts'
import { type Answered, bootstrapIn, deals, type Person, type World } from './world.ts'

export interface Sitting {
  token: string
  bootstrap: Bootstrap
  call(method: string, path: string, body?: unknown): Promise<Answered>
  say(thread: string, text: string): Promise<Answered>
  messages(thread: string): Promise<Answered>
}

/** What `asker` may ask in one session. */
export function sitting(w: Pick<World, 'http'>, bootstrap: Bootstrap): Sitting {
  const { token } = bootstrap.session
  const call = (method: string, path: string, body?: unknown) => ask(w, method, path, { token, body })
  return {
    token,
    bootstrap,
    call,
    say: (thread, text) => call('PUT', `/api/threads/${thread}/messages/${newId()}`, { text }),
    messages: (thread) => call('GET', `/api/threads/${thread}/messages`),
  }
}

export async function ask(
  w: Pick<World, 'http'>,
  method: string,
  path: string,
  { token, body, from }: { token?: string | undefined; body?: unknown; from?: string } = {},
): Promise<Answered> {
  const response = await w.http.request(path, {
    method,
    headers: {
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(from && { 'X-Forwarded-For': from }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text ? parsed(text) : text, headers: response.headers }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

export interface Wish {
  thread?: string
  fields?: string[]
  files?: readonly string[] | null
  fromSeq?: number
  until?: Date
  coded?: boolean
}

/** Invites a colleague; throws when it is refused. */
export async function inviteColleague(
  sponsor: Person,
  person: string,
  wish: Wish = {},
): Promise<ShownInvite> {
  const { status, body } = await tryInvite(sponsor, { person }, wish)
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body.invite
}

/** Invites somebody from outside; throws when it is refused. */
export async function inviteGuest(sponsor: Person, name: string, wish: Wish = {}) {
  const { status, body } = await tryInvite(sponsor, { guest: { name } }, wish)
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body as { invite: ShownInvite; link: MadeLink }
}

export function tryInvite(
  sponsor: Person,
  who: object,
  { thread = sponsor.team, until, ...wish }: Wish = {},
) {
  return sponsor.post(`/api/threads/${thread}/invites`, {
    id: newId(),
    who,
    ...wish,
    ...(until && { until: until.toISOString() }),
  })
}

/** A guest comes in by his link. */
export function comeIn(w: World, { secret, code }: MadeLink, from?: string): Promise<Answered> {
  const body = { token: secret, ...(code && { code }) }
  return ask(w, 'POST', '/api/invites/accept', { body, ...(from && { from }) })
}

export async function guestIn(w: World, link: MadeLink): Promise<Sitting & { key: string }> {
  const { status, body } = await comeIn(w, link)
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
  return { ...sitting(w, body.bootstrap), key: body.key }
}

/** Opens the record's tab as a colleague whom the host does not show it, and accepts what he is invited to there. */
export async function colleagueIn(w: World, person: string, deal = deals.daisy): Promise<Sitting> {
  const first = await visit(w, person, deal)
  for (const { id, acceptedAt } of first.bootstrap.card.invited ?? [])
    if (!acceptedAt) await first.call('POST', '/api/invites/accept', { id })
  return visit(w, person, deal)
}

export async function visit(w: World, person: string, deal = deals.daisy): Promise<Sitting> {
  const page = await w.page(person, deal)
  if (page.status !== 200) throw new Error(`the page did not open: ${page.status}`)
  return sitting(w, bootstrapIn(await page.text()))
}
