/** Everything of invites, put together. */
import { and, eq } from 'drizzle-orm'
import type { RecordContext } from '../../crm-adapters/port.ts'
import type { Sessions } from '../companies/sessions.ts'
import type { Throttle } from '../companies/throttle.ts'
import type { Looked } from '../home/glances.ts'
import { Refused } from '../refused.ts'
import type { Viewer, Visitor } from '../signed-in.ts'
import type { Reading, Store, Writing } from '../store/store.ts'
import { findThread } from '../threads/find.ts'
import { compose } from '../threads/messages.ts'
import { inviteCalled, recordsCalling } from './called.ts'
import { isAnyInviteDue, lookAtInvites } from './due.ts'
import { decline, leave } from './going.ts'
import { createGuests } from './guests.ts'
import { accept, invite, myInvite, type NewInvite } from './invites.ts'
import { invitesOf, invitesTo, showInvite } from './show.ts'
import { invitedPage, invitedSnapshot, sponsorOf } from './snapshot.ts'
import { linkAnew, renew, revoke } from './sponsoring.ts'

/** Milliseconds. Who was called longer ago may have lost his right to the record since: that does not let him in. */
const JUST_NOW = 10 * 60_000
const LATELY = 14 * 24 * 60 * 60_000

export interface InvitationsDeps {
  store: Store
  sessions: Sessions
  throttle: Throttle
  newId: () => string
  /** The record as this person's host shows it. */
  context(viewer: Viewer): Promise<RecordContext>
  /** Records as the host names them to this person. */
  look(visitor: Visitor, records: string[]): Promise<Looked>
}

export function createInvitations({ store, sessions, throttle, newId, context, look }: InvitationsDeps) {
  const ends = { sessions, newId }

  /** What the sponsor's host says of the record; a silent host, or one that shows it to him no more, hides it. */
  async function recordOf(viewer: Viewer): Promise<RecordContext | null> {
    const sponsor = await store.read(viewer.company, (r) => sponsorOf(r, viewer))
    if (sponsor === undefined) throw new Refused('not_found')
    const { company, record } = viewer
    return context({ company, record, person: sponsor }).catch((error: unknown) => {
      if (error instanceof Refused) return null
      throw error
    })
  }

  async function isWelcome(viewer: Viewer, within: number): Promise<boolean> {
    const { company } = viewer
    if (await store.read(company, async (r) => (await sponsorOf(r, viewer)) !== undefined)) return true
    return store.write(company, (w) => inviteCalled(w, viewer, within, newId))
  }

  /**
   * Invites him to what he has been called to, now that his host can be asked in his name whether it shows him the record:
   * called before he had ever come to us, he could not be invited then.
   */
  async function inviteAtLast(visitor: Visitor) {
    const { company, person } = visitor
    const { records, within } = await store.read(company, async (r) => {
      const within = (await hasSeenACard(r, visitor)) ? JUST_NOW : LATELY
      return { records: await recordsCalling(r, person, within), within }
    })
    if (records.length === 0) return
    const { hidden } = await look(visitor, records)
    for (const record of hidden)
      await store.write(company, (w) => inviteCalled(w, { person, record }, within, newId))
  }

  const mine = (visitor: Visitor, act: (w: Writing) => Promise<unknown>) =>
    store.write(visitor.company, async (w) => {
      await act(w)
      return invitesOf(w, visitor.person)
    })

  return {
    guests: createGuests({ store, sessions, throttle, newId }),

    invites: {
      async invite(viewer: Viewer, thread: string, wanted: NewInvite) {
        return store.write(viewer.company, async (w) => {
          const made = await invite(w, viewer, thread, wanted, newId)
          return { ...made, invite: await showInvite(w, made.invite) }
        })
      },
      invitesTo: (viewer: Viewer, thread: string) =>
        store.read(viewer.company, async (r) => {
          await findThread(r, viewer, thread)
          return invitesTo(r, thread)
        }),
      revoke: (viewer: Viewer, id: string) =>
        store.write(viewer.company, async (w) => showInvite(w, await revoke(w, ends, viewer, id))),
      renew: (viewer: Viewer, id: string, until: Date) =>
        store.write(viewer.company, async (w) => showInvite(w, await renew(w, viewer, id, until))),
      linkAnew: (viewer: Viewer, id: string, coded: boolean) =>
        store.write(viewer.company, async (w) => {
          const made = await linkAnew(w, viewer, id, coded)
          return { ...made, invite: await showInvite(w, made.invite) }
        }),
    },

    mine: {
      async list(visitor: Visitor) {
        await inviteAtLast(visitor)
        return store.read(visitor.company, (r) => invitesOf(r, visitor.person))
      },
      accept: (visitor: Visitor, id: string) =>
        mine(visitor, async (w) => accept(w, await myInvite(w, visitor, id), newId, visitor.from)),
      decline: (visitor: Visitor, id: string, reason: string) =>
        mine(visitor, (w) => decline(w, ends, visitor, id, reason)),
      leave(visitor: Visitor, id: string, { message, text }: { message: string; text: string }) {
        const draft = compose({ text, files: [], mentions: [] })
        return mine(visitor, (w) => leave(w, ends, visitor, id, { message, draft }))
      },
    },

    /** What somebody invited sees of a card. */
    async snapshot(viewer: Viewer) {
      const record = await recordOf(viewer)
      return store.read(viewer.company, (r) => invitedSnapshot(r, viewer, record))
    },
    /** The same with all the first paint needs. */
    async page(viewer: Viewer) {
      const record = await recordOf(viewer)
      return store.read(viewer.company, (r) => invitedPage(r, viewer, record))
    },
    /** Whether somebody his host does not show a record is invited to anything of it; who was just called there is. */
    isWelcome: (viewer: Viewer) => isWelcome(viewer, JUST_NOW),
    /** The same of somebody who stands at its door: whoever has never opened anything of ours could not be asked for before. */
    async isWelcomeAtDoor(viewer: Viewer) {
      const comesFirst = !(await store.read(viewer.company, (r) => hasOpened(r, viewer)))
      return isWelcome(viewer, comesFirst ? LATELY : JUST_NOW)
    },

    /** Ends invites whose time is over, and asks about those that end soon; true when there may be more. */
    async lookAtInvites(company: string): Promise<boolean> {
      if (!(await store.read(company, isAnyInviteDue))) return false
      return store.write(company, (w) => lookAtInvites(w, ends))
    },
  }
}

/** Whether he has ever come in by his host. */
async function hasOpened({ company, db, t }: Reading, { person }: Visitor): Promise<boolean> {
  const [grant] = await db
    .select({ person: t.grant.person })
    .from(t.grant)
    .where(and(eq(t.grant.company, company), eq(t.grant.person, person)))
  return grant !== undefined
}

/** Whether his host has ever shown him a card of ours. */
async function hasSeenACard({ company, db, t }: Reading, { person }: Visitor): Promise<boolean> {
  const [seen] = await db
    .select({ id: t.seen.id })
    .from(t.seen)
    .where(and(eq(t.seen.company, company), eq(t.seen.person, person), eq(t.seen.what, 'opened')))
    .limit(1)
  return seen !== undefined
}

export type Invitations = ReturnType<typeof createInvitations>
