/** How a guest comes in: once by his link, then by the key his browser was given. Whoever guesses is soon not listened to. */
import { and, eq, or } from 'drizzle-orm'
import type { Sessions, SessionToken } from '../companies/sessions.ts'
import type { Throttle } from '../companies/throttle.ts'
import { type Reason, Refused } from '../refused.ts'
import type { From, Viewer } from '../signed-in.ts'
import type { Reading, Store, Writing } from '../store/store.ts'
import { threadOf } from './ends.ts'
import { accept, checkLives, type InviteRow } from './invites.ts'
import { CODE_TRIES, isCode, makeSecret, type Secret, secretIn } from './links.ts'
import { notify } from './notices.ts'

export interface GuestsDeps {
  store: Store
  sessions: Pick<Sessions, 'start'>
  throttle: Throttle
  newId: () => string
}

export interface Seat {
  viewer: Viewer
  session: SessionToken
  invite: string
  /** Opens the page again from the same browser, as long as the invite lasts. */
  key: string
}

/** Milliseconds between two requests of one guest for another link. */
const ASKS_APART = 60 * 60_000

export function createGuests({ store, sessions, throttle, newId }: GuestsDeps) {
  /** Each secret that is none of ours costs its source a chance; one that is gives it back. */
  async function known<T>(
    token: string,
    source: string,
    act: (secret: Secret, row: InviteRow) => Promise<T>,
  ) {
    if (!throttle.take(source)) throw new Refused('too_many_requests')
    const secret = secretIn(token)
    const row = secret && (await store.read(secret.company, (r) => byHash(r, secret.hash)))
    if (!secret || !row) throw new Refused('not_found')
    const answer = await act(secret, row)
    throttle.giveBack(source)
    return answer
  }

  return {
    /**
     * Lets a guest in by his link, once, or by the key he was given then.
     * @throws Refused `too_many_requests`; `not_found` when the token is none of ours; `invite_ended`, `invite_expired`,
     *   `invite_used`; `code_needed`, `code_wrong`
     */
    comeIn: ({ token, code, from }: { token: string; code?: string | undefined; from: From }) =>
      known(token, from.address, async (secret): Promise<Seat> => {
        const came = await store.write(secret.company, (w) => comeIn(w, secret, code, from))
        // A wrong code is remembered, so what it was refused for is told only now.
        if ('refused' in came) throw new Refused(came.refused)
        return came.seat
      }),

    /** Asks the sponsor for another link; asking again within the hour changes nothing. */
    askForLink: ({ token, source }: { token: string; source: string }) =>
      known(token, source, async ({ company, hash }) => {
        await store.write(company, async (w) => {
          const row = await byHash(w, hash)
          if (!row || row.endedAt) throw new Refused('invite_ended')
          if (row.wantedAt && w.now.getTime() - row.wantedAt.getTime() < ASKS_APART) return
          const { db, t, now } = w
          await db
            .update(t.invite)
            .set({ wantedAt: now })
            .where(and(eq(t.invite.company, company), eq(t.invite.id, row.id)))
          await notify(w, { to: row.sponsor, what: 'link', about: row }, newId)
        })
      }),
  }

  async function comeIn(
    w: Writing,
    { company, secret, hash }: Secret,
    code: string | undefined,
    from: From,
  ): Promise<{ seat: Seat } | { refused: Reason }> {
    const { db, t, now } = w
    const row = await byHash(w, hash)
    if (!row) throw new Refused('not_found')
    checkLives(row, now)
    const mine = and(eq(t.invite.company, company), eq(t.invite.id, row.id))
    if (row.keyHash === hash) return { seat: await seat(w, row, `${company}.${secret}`, from) }

    if (row.linkUsedAt) return { refused: 'invite_used' }
    if (!row.linkUntil || row.linkUntil <= now || row.codeTries >= CODE_TRIES)
      return { refused: 'invite_expired' }
    if (row.codeHash && code === undefined) return { refused: 'code_needed' }
    if (row.codeHash && !isCode(secret, code ?? '', row.codeHash)) {
      await db
        .update(t.invite)
        .set({ codeTries: row.codeTries + 1 })
        .where(mine)
      return { refused: 'code_wrong' }
    }
    const key = makeSecret(company)
    await db.update(t.invite).set({ linkUsedAt: now, keyHash: key.hash }).where(mine)
    return { seat: await seat(w, await accept(w, row, newId, from), key.token, from) }
  }

  async function seat(
    w: Writing,
    { id, person, thread, until }: InviteRow,
    key: string,
    from: From,
  ): Promise<Seat> {
    const { record } = await threadOf(w, { thread })
    const session = await sessions.start(w, person, record, { invited: true, until, from })
    return { viewer: { company: w.company, person, record, invited: true }, session, invite: id, key }
  }
}

export type Guests = ReturnType<typeof createGuests>

async function byHash({ company, db, t }: Reading, hash: string): Promise<InviteRow | undefined> {
  const [row] = await db
    .select()
    .from(t.invite)
    .where(and(eq(t.invite.company, company), or(eq(t.invite.linkHash, hash), eq(t.invite.keyHash, hash))))
  return row
}
