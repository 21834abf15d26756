/** Whose a session is, on which page. */
import type { Access } from '../cards/access.ts'
import { isGuest } from '../people/guests.ts'
import { NotLetIn, Refused } from '../refused.ts'
import type { Viewer, Visitor } from '../signed-in.ts'
import type { Session, Sessions } from './sessions.ts'

export interface SeatsDeps {
  sessions: Pick<Sessions, 'sessionOf'>
  access: Pick<Access, 'context'>
}

export function createSeats({ sessions, access }: SeatsDeps) {
  async function sessionOf(token: string): Promise<Session> {
    const session = await sessions.sessionOf(token)
    if (!session) throw new Refused('session_over')
    return session
  }

  async function atCard(token: string, how?: { proving: boolean }): Promise<Viewer> {
    const { company, person, record, invited } = await sessionOf(token)
    // Our own page has a session too, and no card.
    if (record === null) throw new Refused('not_found')
    // What somebody invited may see is not the host's to say: each thread asks for itself.
    if (invited) return { company, person, record, invited }
    const viewer = { company, person, record }
    await access.context(viewer, how).catch((error) => {
      throw error instanceof Refused && error.reason === 'not_found' ? new NotLetIn(viewer) : error
    })
    return viewer
  }

  return {
    /** Of a card, if he may still see it. Refused as `session_over` or `not_found`. */
    signIn: (token: string): Promise<Viewer> => atCard(token),

    /** The same of somebody who looks without asking for anything: the host is asked anew. */
    prove: (token: string): Promise<Viewer> => atCard(token, { proving: true }),

    /** Of whatever page. */
    async seated(token: string): Promise<Visitor> {
      const { company, person } = await sessionOf(token)
      return { company, person }
    },

    /** The same of a colleague: a guest has nothing of his own here. */
    async seatedColleague(token: string): Promise<Visitor> {
      const { company, person } = await sessionOf(token)
      if (isGuest(person)) throw new Refused('not_found')
      return { company, person }
    },
  }
}
