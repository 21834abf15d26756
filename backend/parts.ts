/** Everything the backend is made of, put together once. */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Answer, Crm, Grant, HostCall, Opening, Portal } from '../crm-adapters/port.ts'
import { createAccess } from './cards/access.ts'
import { keptTalk } from './cards/gone.ts'
import { hasCard, latestCards, openCard } from './cards/open.ts'
import { createPanels } from './cards/panel.ts'
import { lookAgain, type ReconcileDeps, reconcile } from './cards/reconcile.ts'
import { createCallLog } from './companies/calls.ts'
import { installerOf } from './companies/companies.ts'
import { createGrants } from './companies/grants.ts'
import { followingMoves } from './companies/moves.ts'
import { createReception } from './companies/reception.ts'
import { createSessions } from './companies/sessions.ts'
import type { Files } from './files/port.ts'
import { newId } from './ids.ts'
import { soon } from './later/soon.ts'
import { createHub } from './live/hub.ts'
import { CLOSED } from './live/socket.ts'
import { learnEverybody } from './people/people.ts'
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
  /** Reaches the host; what it is asked is told. */
  openCrm(told: (call: HostCall) => void): Crm
  files: Files
  log: Logger
  now: () => Date
  /** Milliseconds that only go forward. */
  clock?: () => number
  /** Opens the store; the hub is told of its commits. */
  openStore(options: Pick<StoreOptions, 'published'>): Promise<Store>
}

export async function assemble({ settings, openCrm, files, log, now, clock, openStore }: Given) {
  const failed = (error: unknown) => log.error({ error }, 'something failed that nobody waits for')
  let published: StoreOptions['published']
  const store = await openStore({ published: (company, position) => published?.(company, position) })
  const hub = createHub(store, failed)
  published = hub.published

  const secrets = secretsUnder(settings.SECRET_KEY)
  const calls = createCallLog({ store, newId, failed })
  const crm = openCrm(calls.note)
  const kept = createGrants({
    store,
    secrets,
    crm,
    dead: (company, person) =>
      log.error({ company, person }, 'the host has let go of a grant: the person has to open a card'),
  })
  const grants = followingMoves({ store, crm, grants: kept })
  const sessions = createSessions({ store, now, failed })
  const access = createAccess({
    async ask(viewer) {
      const { company, person, record } = viewer
      const answer = await grants.withGrant(company, person, (portal, grant) =>
        crm.record(portal, grant, recordRef(record)),
      )
      if (answer.ok || answer.reason !== 'missing') return answer
      const kept = await store.read(company, (r) => keptTalk(r, viewer))
      return kept ? { ok: true, value: kept } : answer
    },
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

  /** Asks the host with the rights of whoever installed us: for what happens by itself. */
  async function asInstaller<T>(
    company: string,
    ask: (portal: Portal, grant: Grant) => Promise<Answer<T>>,
  ): Promise<Answer<T>> {
    const installer = await store.read(company, installerOf)
    if (!installer) return { ok: false, reason: 'not_installed', message: 'the company is not installed' }
    return grants.withGrant(company, installer, ask)
  }

  const cards: ReconcileDeps = {
    store,
    newId,
    revisions: (company, refs) => asInstaller(company, (portal, grant) => crm.revisions(portal, grant, refs)),
    record: (company, ref) => asInstaller(company, (portal, grant) => crm.record(portal, grant, ref)),
  }

  const panels = createPanels(({ company, person, record }) =>
    grants.withGrant(company, person, (portal, grant) => crm.panel(portal, grant, recordRef(record))),
  )

  /** Reads a record anew: the host has said that something changed. */
  async function lookAt(company: string, record: string, by: string | null) {
    access.forget({ company, record })
    panels.forget({ company, record })
    const told = await lookAgain(cards, company, record, by)
    if (!told) throw new Error(`the host did not say how ${record} is`)
  }

  /** Reads the company's people from its host; what the host does not say stays as it was. */
  async function readPeople(company: string): Promise<boolean> {
    const answer = await asInstaller(company, (portal, grant) => crm.people(portal, grant))
    if (!answer.ok) {
      log.warn({ company, reason: answer.reason }, 'people could not be read from the host')
      return false
    }
    const left = await store.write(company, async (w) => {
      const gone = await learnEverybody(w, answer.value)
      for (const person of gone) await sessions.endSessionsOf(w, person)
      return gone
    })
    for (const person of left) hub.dismiss({ company, person }, CLOSED.sessionOver, 'session_over')
    return true
  }

  const reception = createReception({
    store,
    crm,
    secrets,
    grants,
    sessions,
    now,
    ...(clock && { clock }),
    publicUrl: settings.PUBLIC_URL,
    proxies: settings.TRUSTED_PROXIES,
    // The administrator need not wait for everybody's names.
    installed: (company) => void readPeople(company).catch(failed),
    uninstalled(company) {
      for (const watcher of hub.watchers()) {
        if (watcher.viewer.company === company) watcher.close(CLOSED.sessionOver, 'session_over')
      }
    },
    received: (company) => workSoon(company),
    async onHint(company, hint, by) {
      if (hint.about === 'person') {
        if (!(await readPeople(company))) throw new Error('the host did not say who works there')
        return
      }
      if (hint.about !== 'record') return
      const record = recordKey(hint.record)
      // Hosts tell of every record there is.
      if (await store.read(company, (r) => hasCard(r, record))) await lookAt(company, record, by)
    },
  })
  const workSoon = soon(async (company) => {
    while (await reception.workInbox(company));
  }, failed)

  return {
    ...reception,
    /** Resolves when nothing that hosts have told is being acted on. */
    inboxIdle: workSoon.idle,
    settings,
    crm,
    files,
    log,
    now,
    failed,
    store,
    hub,
    secrets,
    calls,
    grants,
    sessions,
    access,
    panels,
    findThread,
    show: messagesById,
    typesRefused: settings.FILE_TYPES_REFUSED,
    publicUrl: settings.PUBLIC_URL,
    widgetFolder: join(root, 'dist/widget'),
    limits: { text: TEXT_MOST, file: settings.FILE_SIZE_MOST, editWindow: EDIT_WINDOW, files: FILES_MOST },

    signIn,

    /**
     * Proves everybody who is looking again: who has lost his session or his record is shown out. Spread over so many
     * milliseconds, for a portal takes a few questions a second.
     */
    async askAgain(over = 0) {
      const watchers = [...hub.watchers()]
      for (const watcher of watchers) {
        if (over > 0) await sleep(over / watchers.length)
        await signIn(watcher.token).catch((error) => {
          if (!(error instanceof Refused)) return failed(error)
          if (error.reason === 'session_over') watcher.close(CLOSED.sessionOver, error.reason)
          if (error.reason === 'not_found') watcher.close(CLOSED.accessLost, 'access_lost')
        })
      }
    },

    /** Compares a slice of the company's cards with their records; answers with where to go on. */
    reconcileCards: (company: string, after: string | undefined) => reconcile(cards, company, after),

    lookAgain: lookAt,
    readPeople,

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
      await workSoon.idle()
      await grants.idle()
      await calls.flush()
      await store.close()
    },
  }
}

export type Parts = Awaited<ReturnType<typeof assemble>>
