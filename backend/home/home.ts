/** Our own page, over all of a person's cards: everything of it, put together. */
import type { Answer, CrmPerson, Grant, Portal } from '../../crm-adapters/port.ts'
import { administrators } from '../companies/administrators.ts'
import type { Grants } from '../companies/grants.ts'
import type { Hosts } from '../companies/hosts.ts'
import type { Sessions } from '../companies/sessions.ts'
import { type DiagnoseDeps, diagnose } from '../diagnostics/diagnose.ts'
import { CLOSED } from '../live/closed.ts'
import { createHomes, type HomesDeps, movedSince } from '../live/homes.ts'
import { Refused } from '../refused.ts'
import type { Visitor } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import { createDeeds } from './deeds.ts'
import { createGlances } from './glances.ts'
import { openHome } from './open.ts'

export interface HomeDeps {
  store: Store
  crm: Pick<Hosts, 'glances' | 'who' | 'at' | 'knock'>
  grants: Pick<Grants, 'withGrant'>
  sessions: Pick<Sessions, 'sessionOf'>
  now: () => Date
  /** Milliseconds that only go forward. */
  clock?: (() => number) | undefined
  newId: () => string
  failed: (error: unknown) => void
  showOut: HomesDeps['showOut']
  version: string
  region: DiagnoseDeps['region']
  publicUrl: string
  /** Asks the host with the rights of whoever installed us. */
  asInstaller<T>(
    company: string,
    ask: (portal: Portal, grant: Grant) => Promise<Answer<T>>,
  ): Promise<Answer<T>>
  bindAgain(company: string): Promise<Answer<unknown>>
  readPeople(company: string): Promise<boolean>
}

export function createHome(deps: HomeDeps) {
  const { store, crm, grants, sessions, now, clock, failed } = deps
  const hub = createHomes({ store, failed, showOut: deps.showOut })
  const glances = createGlances({
    ask: ({ company, person }, refs) =>
      grants.withGrant(company, person, (portal, grant) => crm.glances(portal, grant, refs)),
    ...(clock && { clock }),
  })

  /** Whose session a token is; a card's is not good for our own page. Refused as `session_over` or `not_found`. */
  async function signIn(token: string): Promise<Visitor> {
    const session = await sessions.sessionOf(token)
    if (!session) throw new Refused('session_over')
    if (session.record !== null) throw new Refused('not_found')
    const { company, person } = session
    return { company, person }
  }

  const about = (): DiagnoseDeps => ({
    at: crm.at,
    publicUrl: deps.publicUrl,
    version: deps.version,
    region: deps.region,
    now: now(),
  })

  return {
    hub,
    glances,
    signIn,
    administrator: administrators({ crm, grants, clock }),
    deeds: createDeeds({ store, glances }),
    open: (visitor: Visitor, person: CrmPerson) => openHome({ store, glances }, visitor, person),
    moved: (visitor: Visitor, after: number) =>
      store.read(visitor.company, (r) => movedSince(r, visitor, after)),

    diagnose: (company: string) => store.read(company, (r) => diagnose(r, about())),
    knock: (company: string) =>
      deps.asInstaller(company, (portal, grant) => crm.knock(portal, grant, deps.newId())),
    bindAgain: deps.bindAgain,
    readPeople: deps.readPeople,

    /** Shows out whoever has lost his session. */
    async askAgain() {
      for (const watcher of [...hub.watchers()]) {
        await signIn(watcher.token).catch((error) => {
          if (error instanceof Refused) watcher.close(CLOSED.sessionOver, error.reason)
          else failed(error)
        })
      }
    },
  }
}

export type Home = ReturnType<typeof createHome>
