/**
 * In which companies something is due, for each of what happens by itself often: one question a round, however many there
 * are, answered from an index that has only what is yet to be done (`..._anywhere`). What of it is due a company is asked.
 */
import { and, eq, gt, inArray, isNotNull, isNull, lt, lte, or } from 'drizzle-orm'
import { TOLD_BEFORE } from '../holds/due.ts'
import { ASKED_BEFORE } from '../invites/due.ts'
import type { Awaits, Due } from '../store/store.ts'
import { LASTS } from '../supervising/supervising.ts'

const stirred =
  (awaits: Awaits): Due =>
  ({ db, t: { stirred } }) =>
    db.select({ company: stirred.company }).from(stirred).where(eq(stirred.awaits, awaits))

export const due = {
  toBeTold: stirred('telling'),
  toBeSigned: stirred('signing'),
  toVanish: stirred('vanishing'),

  tellings: ({ db, t: { inbox }, now }) =>
    db
      .select({ company: inbox.company })
      .from(inbox)
      .where(and(isNull(inbox.workedAt), lte(inbox.dueAt, now))),

  callings: ({ db, t: { calling }, now }) =>
    db.select({ company: calling.company }).from(calling).where(lte(calling.dueAt, now)),

  writings: ({ db, t: { calling }, now }) =>
    db.select({ company: calling.company }).from(calling).where(lte(calling.mailAt, now)),

  summaries: ({ db, t: { wish }, now }) =>
    db.select({ company: wish.company }).from(wish).where(lte(wish.summaryAt, now)),

  letters: ({ db, t: { letter }, now }) =>
    db.select({ company: letter.company }).from(letter).where(lte(letter.dueAt, now)),

  questions: ({ db, t: { question }, now }) =>
    db.select({ company: question.company }).from(question).where(lte(question.dueAt, now)),

  reminders: ({ db, t: { acknowledgement }, now }) =>
    db
      .select({ company: acknowledgement.company })
      .from(acknowledgement)
      .where(lte(acknowledgement.dueAt, now)),

  anchors: ({ db, t: { anchor }, now }) =>
    db.select({ company: anchor.company }).from(anchor).where(lte(anchor.dueAt, now)),

  errands: ({ db, t: { errand }, now }) =>
    db
      .select({ company: errand.company })
      .from(errand)
      .where(and(isNull(errand.endedAt), lte(errand.dueAt, now))),

  handingOver: ({ db, t: { handingOver } }) => db.select({ company: handingOver.company }).from(handingOver),

  handingOverAgain: ({ db, t: { relayed } }) =>
    db
      .select({ company: relayed.company })
      .from(relayed)
      .where(and(isNull(relayed.at), inArray(relayed.stays, ['held', 'given_up']))),

  invites: ({ db, t: { invite }, now }) =>
    db
      .select({ company: invite.company })
      .from(invite)
      .where(
        and(
          isNull(invite.endedAt),
          lte(invite.until, new Date(now.getTime() + ASKED_BEFORE)),
          or(lte(invite.until, now), isNull(invite.askedAt)),
        ),
      ),

  // Which of the last hour have been told is remembered by whoever tells.
  readings: ({ db, t: { supervision }, now }) =>
    db
      .select({ company: supervision.company })
      .from(supervision)
      .where(and(gt(supervision.until, new Date(now.getTime() - LASTS)), lte(supervision.until, now))),

  tickets: ({ db, t: { ticket }, now }) =>
    db.select({ company: ticket.company }).from(ticket).where(lt(ticket.until, now)),

  leavings: ({ db, t: { leaving } }) =>
    db.select({ company: leaving.company }).from(leaving).where(isNotNull(leaving.dueAt)),

  dossiers: ({ db, t: { dossier }, now }) =>
    db
      .select({ company: dossier.company })
      .from(dossier)
      .where(and(isNull(dossier.endedAt), or(isNull(dossier.makingUntil), lt(dossier.makingUntil, now)))),

  partings: ({ db, t: { parting } }) =>
    db.select({ company: parting.company }).from(parting).where(isNull(parting.endedAt)),

  holds: ({ db, t: { hold }, now }) =>
    db
      .select({ company: hold.company })
      .from(hold)
      .where(and(isNull(hold.releasedAt), lte(hold.endsAt, new Date(now.getTime() + TOLD_BEFORE)))),

  erasures: ({ db, t: { erasure } }) =>
    db
      .select({ company: erasure.company })
      .from(erasure)
      .where(and(isNotNull(erasure.orderedAt), isNull(erasure.doneAt))),
} satisfies Record<string, Due>
