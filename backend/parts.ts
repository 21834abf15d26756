/** Everything the backend is made of, put together once. */
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Crm, Opening } from '../crm-adapters/port.ts'
import { createAccess } from './cards/access.ts'
import { latestCards, openCard } from './cards/open.ts'
import { createGrants } from './companies/grants.ts'
import { createSessions } from './companies/sessions.ts'
import type { Files } from './files/port.ts'
import { newId } from './ids.ts'
import { createHub } from './live/hub.ts'
import { CLOSED } from './live/socket.ts'
import { learnEverybody, readerOf } from './people/people.ts'
import { recordKey, recordRef } from './records.ts'
import { Refused } from './refused.ts'
import { root } from './root.ts'
import { secrets as secretsUnder } from './secrets.ts'
import type { Settings } from './settings.ts'
import type { Viewer } from './signed-in.ts'
import type { Store, StoreOptions } from './store/store.ts'
import { findThread } from './threads/find.ts'
import { EDIT_WINDOW, FILES_MOST, TEXT_MOST } from './threads/limits.ts'
import { messagesById } from './threads/show.ts'

export interface Given {
  settings: Settings
  crm: Crm
  files: Files
  log: Logger
  now: () => Date
  /** Milliseconds that only go forward. */
  clock?: () => number
  /** Opens the store; the hub is told of its commits. */
  openStore(options: Pick<StoreOptions, 'published'>): Promise<Store>
}

export async function assemble({ settings, crm, files, log, now, clock, openStore }: Given) {
  const failed = (error: unknown) => log.error({ error }, 'something failed that nobody waits for')
  let published: StoreOptions['published']
  const store = await openStore({ published: (company, position) => published?.(company, position) })
  const hub = createHub(store, failed)
  published = hub.published

  const secrets = secretsUnder(settings.SECRET_KEY)
  const grants = createGrants({ store, secrets, crm })
  const sessions = createSessions({ store, now, failed })
  const access = createAccess({
    ask: ({ company, person, record }) =>
      grants.withGrant(company, person, (portal, grant) => crm.record(portal, grant, recordRef(record))),
    lost: (viewer) => hub.dismiss(viewer, CLOSED.accessLost, 'access_lost'),
    ...(clock && { clock }),
  })

  /** Whose session a token is, if he may still see the card. Refused as `session_over` or `not_found`. */
  async function signIn(token: string): Promise<Viewer> {
    const session = await sessions.sessionOf(token)
    if (!session) throw new Refused('session_over')
    const { company, person, record } = session
    await access.context({ company, person, record })
    return { company, person, record }
  }

  return {
    settings,
    crm,
    files,
    log,
    now,
    failed,
    store,
    hub,
    secrets,
    grants,
    sessions,
    access,
    findThread,
    show: messagesById,
    typesRefused: settings.FILE_TYPES_REFUSED,
    publicUrl: settings.PUBLIC_URL,
    widgetFolder: join(root, 'dist/widget'),
    limits: { text: TEXT_MOST, file: settings.FILE_SIZE_MOST, editWindow: EDIT_WINDOW, files: FILES_MOST },

    signIn,

    /** Proves everybody who is looking again: who has lost his session or his record is shown out. */
    async askAgain() {
      for (const watcher of hub.watchers()) {
        await signIn(watcher.token).catch((error) => {
          if (!(error instanceof Refused)) return failed(error)
          if (error.reason === 'session_over') watcher.close(CLOSED.sessionOver, error.reason)
          if (error.reason === 'not_found') watcher.close(CLOSED.accessLost, 'access_lost')
        })
      }
    },

    /** Reads the company's people from its host; what the host does not say stays as it was. */
    async readPeople(company: string) {
      const reader = await store.read(company, readerOf)
      if (!reader) return
      const answer = await grants.withGrant(company, reader, (portal, grant) => crm.people(portal, grant))
      if (!answer.ok)
        return log.warn({ company, reason: answer.reason }, 'people could not be read from the host')
      const left = await store.write(company, async (w) => {
        const gone = await learnEverybody(w, answer.value)
        for (const person of gone) await sessions.endSessionsOf(w, person)
        return gone
      })
      for (const person of left) hub.dismiss({ company, person }, CLOSED.sessionOver, 'session_over')
    },

    async openCard(viewer: Viewer, { person, context }: Opening) {
      access.learn(viewer, context)
      return openCard(store, viewer, person, context, newId)
    },

    /** Which records' chats this person may search: those his host shows him now. */
    async visibleRecords({ company, person, record }: Viewer): Promise<string[]> {
      const refs = (await store.read(company, latestCards)).map(recordRef)
      const answer = await grants.withGrant(company, person, (portal, grant) =>
        crm.visible(portal, grant, refs),
      )
      return answer.ok ? answer.value.map(recordKey) : [record]
    },

    async close() {
      hub.close()
      await store.close()
    },
  }
}

export type Parts = Awaited<ReturnType<typeof assemble>>
