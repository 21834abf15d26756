/** Everything the backend is made of, put together once. */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { outbound } from '../crm-adapters/index.ts'
import type { Crm, Opening, RecordContext } from '../crm-adapters/port.ts'
import { sight } from './access/sight.ts'
import {
  type Hidden,
  hideFields,
  setStanding,
  shownStandings,
  type WantedStanding,
} from './access/standings.ts'
import { emptyPanel, panelWithout } from './access/veil.ts'
import { isAnyReminderDue, remindDue } from './acknowledgements/remind.ts'
import { anchorConcluded } from './anchors/show.ts'
import { createNumbers } from './approvals/numbers-now.ts'
import { createAccess } from './cards/access.ts'
import { keptTalk } from './cards/gone.ts'
import { continueElsewhere } from './cards/left-behind.ts'
import { hasCard, latestCards, openCard, reopenCard } from './cards/open.ts'
import { createPanels } from './cards/panel.ts'
import { lookAgain, type ReconcileDeps, reconcile } from './cards/reconcile.ts'
import { createAsking } from './companies/asking.ts'
import { createCallLog } from './companies/calls.ts'
import { portalOf } from './companies/companies.ts'
import { createErasing } from './companies/erasing.ts'
import { createGrants } from './companies/grants.ts'
import { hostsOf } from './companies/hosts.ts'
import { followingMoves } from './companies/moves.ts'
import { createReception } from './companies/reception.ts'
import { createSessions } from './companies/sessions.ts'
import { createThrottle } from './companies/throttle.ts'
import type { Means } from './crms.ts'
import { createErrands } from './errands/work.ts'
import { factsIn } from './facts/facts.ts'
import { showFile } from './files/files.ts'
import { concludeKeep, keepFile } from './files/keep.ts'
import { carried } from './files/keep-carried.ts'
import type { Files } from './files/port.ts'
import { createPassingOn } from './handover/passing-on.ts'
import { createHome } from './home/home.ts'
import { newId } from './ids.ts'
import { createInvitations } from './invites/invitations.ts'
import { soon } from './later/soon.ts'
import { createDeparting } from './leaving/departing.ts'
import { alone, type Bus } from './live/bus.ts'
import type { BusMeans } from './live/bus-open.ts'
import { CLOSED } from './live/closed.ts'
import { createHub } from './live/hub.ts'
import { createNode } from './live/nodes.ts'
import { addressed } from './notices/addressed.ts'
import { callTo } from './notices/hear.ts'
import { createTelling } from './notices/telling.ts'
import { ringUrgently } from './notices/urgent.ts'
import { createNotifying } from './notifying/notifying.ts'
import { reachBrowsers } from './notifying/reach.ts'
import { isGuest } from './people/guests.ts'
import { learnEverybody, learnLocale } from './people/people.ts'
import { showOut } from './people/shown-out.ts'
import { callNext, isAnyOverdue } from './questions/overdue.ts'
import { recordKey, recordRef } from './records.ts'
import { Refused } from './refused.ts'
import { offeredRoles } from './roles/offer.ts'
import { root, version } from './root.ts'
import { secrets as secretsUnder } from './secrets.ts'
import type { Settings } from './settings.ts'
import type { Viewer, Visitor } from './signed-in.ts'
import { createBrokers } from './signing-in/brokers.ts'
import type { Reading, Store, StoreOptions } from './store/store.ts'
import { privateThreads, supervise } from './supervising/supervising.ts'
import { compareTasks, type HostSideDeps, lookAtTask } from './tasks/host-side.ts'
import { concludeTask } from './tasks/tasks.ts'
import { toldInTask } from './tasks/told.ts'
import { aboutThread, membersOf } from './threads/about.ts'
import { findMessage, findThread } from './threads/find.ts'
import { tell, tellIn, tellTo } from './threads/happenings.ts'
import { EDIT_WINDOW, FILES_MOST, TEXT_MOST } from './threads/limits.ts'
import { leaveSome } from './threads/members.ts'
import { addMembers } from './threads/mentions.ts'
import { compose, sendMessage } from './threads/messages.ts'
import { messagesById } from './threads/show.ts'
import { showById, showSeveral } from './threads/show-several.ts'
import { showThread, showThreads } from './threads/show-threads.ts'
import { showTo } from './threads/show-to.ts'
import { openThread } from './threads/threads.ts'

export interface Given {
  settings: Settings
  /** Reaches the hosts, each of which is set up once; what they are asked is told. */
  openCrms(means: Means): Crm[]
  files: Files
  log: Logger
  now: () => Date
  /** Milliseconds that only go forward. */
  clock?: () => number
  /** Opens the store; the hub is told of its commits. */
  openStore(options: Pick<StoreOptions, 'published' | 'woken'>): Promise<Store>
  /** Opens the line to the other nodes; without it there are none. */
  openBus?(means: BusMeans): Promise<Bus>
}

/** How often one source may be wrong about the secret of a guest's link. */
const GUESSES = { most: 30, perSecond: 0.5 }

/** Milliseconds in which commits are heard together: telling of them outside is not so urgent that it may cost those who write. */
const CALM = 300

export async function assemble({
  settings,
  openCrms,
  files,
  log,
  now,
  clock,
  openStore,
  openBus = async () => alone,
}: Given) {
  const failed = (error: unknown) => log.error({ error }, 'something failed that nobody waits for')
  let published: StoreOptions['published']
  let woken: StoreOptions['woken']
  const store = await openStore({
    published: (company, position) => published?.(company, position),
    woken: (company, work) => woken?.(company, work),
  })
  const secrets = secretsUnder(settings.SECRET_KEY)
  const channel = `dealthread_${secrets.derive({ company: '', purpose: 'what our nodes find each other by' })}`
  const bus = await openBus({ channel, failed })
  const hub = createHub({ store, failed, bus, clock, shownOut: (visitor) => sessions.forget(visitor) })
  const telling = createTelling({ store, now, newId })
  const hearSoon = soon(async (company) => {
    // Time that is moved by hand passes for nobody who waits.
    if (!clock) await sleep(CALM)
    while (await telling.hear(company));
  }, failed)
  published = (company, position) => {
    node.published(company, position)
    hearSoon(company)
  }

  const calls = createCallLog({ store, newId, failed })
  const crm = hostsOf(openCrms({ told: calls.note, secretFor: secrets.derive }))
  const kept = createGrants({
    store,
    secrets,
    crm,
    dead: (company, person) =>
      log.error({ company, person }, 'the host has let go of a grant: the person has to open a card'),
  })
  const grants = followingMoves({ store, crm, grants: kept })
  const sessions = createSessions({ store, now, ended: (which) => node.away(which), failed })
  const brokers = createBrokers({ store, secrets, crm, now, publicUrl: settings.PUBLIC_URL })
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
    lost: ({ company, person, record }) => node.away({ company, person, record, reason: 'access_lost' }),
    ...(clock && { clock }),
  })

  /** Whose session a token is, if he may still see the card. Refused as `session_over` or `not_found`. */
  async function signIn(token: string): Promise<Viewer> {
    const session = await sessions.sessionOf(token)
    if (!session) throw new Refused('session_over')
    const { company, person, record, invited } = session
    // Our own page has a session too, and no card.
    if (record === null) throw new Refused('not_found')
    // What somebody invited may see is not the host's to say: each thread asks for itself.
    if (invited) return { company, person, record, invited }
    await access.context({ company, person, record })
    return { company, person, record }
  }

  const invitations = createInvitations({
    store,
    sessions,
    throttle: createThrottle(clock, GUESSES),
    newId,
    context: (viewer) => access.context(viewer),
  })

  const { asInstaller, asWhom, sees } = createAsking({ store, crm, grants })

  const talk = {
    ...{ newId, findThread, findMessage, aboutThread, tell, tellIn, tellTo },
    ...{ sendMessage, openThread, membersOf, addMembers, callTo },
  }

  const errands = createErrands({
    store,
    now,
    failed,
    act: (company, as, deed) => asWhom(company, as, (portal, grant) => crm.act(portal, grant, deed)),
    done: (company, as, deed, since) =>
      asWhom(company, as, (portal, grant) => crm.done(portal, grant, deed, since)),
    async prepare(company, errand) {
      const { id: key, deed } = errand
      switch (deed.do) {
        case 'task':
          return { ...deed, key, ...(await toldInTask({ store, sees }, company, key)) }
        case 'notice':
          return addressed(
            {
              look: (person, record) =>
                grants.withGrant(company, person, (portal, grant) => crm.record(portal, grant, record)),
              isInvited: (person, record) =>
                invitations.isWelcome({ company, person, record: recordKey(record) }),
            },
            { ...deed, key },
          )
        case 'keep':
          return carried({ store, files, membersOf }, company, errand)
        default:
          return { ...deed, key }
      }
    },
    async concluded(w, errand, outcome) {
      await anchorConcluded(w, errand, outcome)
      await concludeTask(w, talk, errand, outcome)
      await concludeKeep(w, talk, errand, outcome)
    },
  })
  woken = (company) => void errands.work(company).catch(failed)

  const { SMTP_URL, MAIL_FROM } = settings
  const notifying = createNotifying({
    ...{ store, secrets, now, newId, failed },
    publicUrl: settings.PUBLIC_URL,
    smtp: SMTP_URL && MAIL_FROM ? { url: SMTP_URL, from: MAIL_FROM } : undefined,
    send: reachBrowsers(outbound({ allowLoopback: settings.ALLOW_LOOPBACK_PORTALS })),
    act: (company, deed) => asInstaller(company, (portal, grant) => crm.act(portal, grant, deed)),
    look: (company, person, record) =>
      grants.withGrant(company, person, (portal, grant) => crm.record(portal, grant, record)),
    async cardUrl(company, record) {
      const portal = await store.read(company, portalOf)
      return (portal && crm.at(portal.host)?.cardUrl(portal, record)) ?? null
    },
  })

  const tasks: HostSideDeps = {
    store,
    now,
    newId,
    talk,
    tasksAtHost: (company, ids) => asInstaller(company, (portal, grant) => crm.tasks(portal, grant, ids)),
  }

  const cards: ReconcileDeps = {
    store,
    newId,
    revisions: (company, refs) => asInstaller(company, (portal, grant) => crm.revisions(portal, grant, refs)),
    record: (company, ref) => asInstaller(company, (portal, grant) => crm.record(portal, grant, ref)),
    mergedInto: (company, ref) => asInstaller(company, (portal, grant) => crm.mergedInto(portal, grant, ref)),
  }

  const panels = createPanels(({ company, person, record }) =>
    grants.withGrant(company, person, (portal, grant) => crm.panel(portal, grant, recordRef(record))),
  )

  /** Reads a record anew: the host has said that something changed. */
  async function lookAt(company: string, record: string, by: string | null) {
    node.changed({ company, record })
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
    await store.write(company, async (w) => {
      for (const person of await learnEverybody(w, answer.value)) {
        await sessions.endSessionsOf(w, person)
        await showOut(w, person)
      }
    })
    await notifying.learnPeople(company, answer.value)
    return true
  }

  const home = createHome({
    ...{ store, crm, grants, sessions, now, clock, newId, failed, asInstaller, readPeople },
    version,
    publicUrl: settings.PUBLIC_URL,
    bindAgain: (company) => reception.bindAgain(company),
  })

  const node = createNode({ bus, hub, home, sessions, access, panels, failed })

  const departing = createDeparting({
    ...{ store, secrets, sessions, now, newId, failed },
    visible: (company, person, refs) =>
      grants.withGrant(company, person, (portal, grant) => crm.visible(portal, grant, refs)),
    look: (visitor, records) => home.glances.look(visitor, records),
    socketsOf: (company, person) =>
      [...hub.watchers(), ...home.hub.watchers()].filter(
        ({ viewer }) => viewer.company === company && viewer.person === person,
      ).length,
  })

  const passingOn = createPassingOn({
    store,
    contextOf: access.context,
    look: (visitor, records) => home.glances.look(visitor, records),
  })

  const erasing = createErasing({
    store,
    files,
    now,
    forgotten(company, receipt) {
      node.away({ company, reason: 'erased' })
      log.info({ receipt }, 'a company that left is erased, as its administrator wished')
    },
  })

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
    finishErasing: erasing.finish,
    received: (company) => workSoon(company),
    async onHint(company, hint, by) {
      if (hint.about === 'person') {
        if (!(await readPeople(company))) throw new Error('the host did not say who works there')
        return
      }
      if (hint.about === 'task') {
        if (!(await lookAtTask(tasks, company, hint.task)))
          throw new Error('the host did not say how a task is')
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
    node,
    secrets,
    calls,
    grants,
    errands,
    ...telling,
    /** Resolves when what was committed has been heard. */
    heard: hearSoon.idle,
    /** Begins what is due of a company's errands. */
    workErrands: errands.work,
    workLetters: notifying.workLetters,
    notifying,
    ringUrgently: (viewer: Viewer, thread: string, message: string) =>
      store.write(viewer.company, async (w) =>
        showTo(w, viewer, await ringUrgently(w, viewer, thread, message)),
      ),
    sessions,
    ...departing,
    ...passingOn,
    brokers,
    access,
    panels,
    home,
    findThread,
    talk,
    newId,
    show: messagesById,
    typesRefused: settings.FILE_TYPES_REFUSED,
    publicUrl: settings.PUBLIC_URL,
    widgetFolder: join(root, 'dist/widget'),
    homeFolder: join(root, 'dist/home'),
    limits: { text: TEXT_MOST, file: settings.FILE_SIZE_MOST, editWindow: EDIT_WINDOW, files: FILES_MOST },

    signIn,
    ...invitations,
    guestFolder: join(root, 'dist/guest'),
    setupFolder: join(root, 'dist/setup'),
    hostOf: async (r: Reading) => (await portalOf(r))?.host ?? 'bitrix24',

    /** Whose a session is, on whatever page. */
    async seated(token: string): Promise<Visitor> {
      const session = await sessions.sessionOf(token)
      if (!session) throw new Refused('session_over')
      return { company: session.company, person: session.person }
    },

    /** The same of a colleague: a guest has nothing of his own here. */
    async seatedColleague(token: string): Promise<Visitor> {
      const session = await sessions.sessionOf(token)
      if (!session) throw new Refused('session_over')
      if (isGuest(session.person)) throw new Refused('not_found')
      return { company: session.company, person: session.person }
    },

    /** What a card shows now, to whoever has it open. */
    card: async (viewer: Viewer) =>
      viewer.invited ? invitations.snapshot(viewer) : reopenCard(store, viewer, await access.context(viewer)),

    /** What surrounds the record, as far as this person is to see it. */
    async panel(viewer: Viewer) {
      if (viewer.invited) return emptyPanel
      const { hidden } = await store.read(viewer.company, (r) => sight(r, viewer))
      return panelWithout(await panels.panel(viewer), hidden)
    },

    /** Rights as administrators set them. */
    standings: {
      shown: (company: string) => store.read(company, shownStandings),
      async set({ company, person }: Visitor, wanted: WantedStanding) {
        await store.write(company, (w) => setStanding(w, person, wanted))
        // Whoever only looks on is counted nowhere; in slices, for others write meanwhile.
        const { standing, person: whose } = wanted
        while (standing === 'observer' && (await store.write(company, (w) => leaveSome(w, whose, 100))));
        return store.read(company, shownStandings)
      },
      hide: (visitor: Visitor, hidden: Hidden, version: string) =>
        store.write(visitor.company, async (w) => {
          await hideFields(w, visitor.person, hidden, version)
          return shownStandings(w)
        }),
    },

    /** Private threads of others, for those who may read them with a reason. */
    supervising: {
      list: (viewer: Viewer) => store.read(viewer.company, (r) => privateThreads(r, viewer)),
      begin: (viewer: Viewer, thread: string, wanted: { id: string; reason: string }) =>
        store.write(viewer.company, async (w) => {
          await supervise(w, viewer, thread, wanted, newId)
          return (await showThread(w, viewer, thread))!
        }),
    },

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
      await home.askAgain()
    },

    /** Compares a slice of the company's cards with their records; answers with where to go on. */
    reconcileCards: (company: string, after: string | undefined) => reconcile(cards, company, after),

    compose,
    offeredRoles,
    factsIn,
    showOne: showById,
    showSeveral,

    /** Ids of the card's threads this person may read. */
    threadsSeen: async (r: Reading, viewer: Viewer) => (await showThreads(r, viewer)).map(({ id }) => id),

    numbers: createNumbers({ store, access, panels }),

    /** Takes a slice of questions not answered in time a step further; true when there may be more. */
    async callNext(company: string): Promise<boolean> {
      if (!(await store.read(company, (r) => isAnyOverdue(r, now())))) return false
      return store.write(company, (w) => callNext(w, talk))
    },

    /** Reminds of a slice of what was to be confirmed; true when there may be more. */
    async remindDue(company: string): Promise<boolean> {
      if (!(await store.read(company, (r) => isAnyReminderDue(r, now())))) return false
      return store.write(company, (w) => remindDue(w, talk))
    },

    /** Compares a slice of the tasks made from messages with the host's; answers with where to go on. */
    compareTasks: (company: string, after: string | undefined) => compareTasks(tasks, company, after),

    /** Has the host keep a file among its record's documents. */
    keep: (viewer: Viewer, file: string) =>
      store.write(viewer.company, async (w) => showFile(await keepFile(w, talk, viewer, file))),

    lookAgain: lookAt,
    readPeople,

    /** Takes one step of erasing a company that left and has not come back in time; true when there is more to do. */
    eraseCompany: erasing.erase,

    /** The talk of a record that is gone goes on in another, which the host must show this person. */
    async continueTalk(viewer: Viewer, move: { from: string; to: string }) {
      await access.context({ ...viewer, record: move.to })
      await store.write(viewer.company, (w) => continueElsewhere(w, viewer, move, newId))
    },

    async openCard(viewer: Viewer, { person, locale }: Opening, context: RecordContext) {
      access.learn(viewer, context)
      const { company, person: who, record } = viewer
      departing.seen.note({ company, person: who, record, what: 'opened' })
      const opened = await openCard(store, viewer, person, context, newId)
      await learnLocale(store, viewer.company, viewer.person, locale)
      return opened
    },

    async openHome(visitor: Visitor, { person, locale }: Opening) {
      const opened = await home.open(visitor, person)
      await learnLocale(store, visitor.company, visitor.person, locale)
      return opened
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
      home.hub.hangUp()
      await workSoon.idle()
      await hearSoon.idle()
      await errands.stop()
      await notifying.stop()
      await grants.idle()
      await calls.flush()
      await departing.seen.flush()
      await node.close()
      await store.close()
    },
  }
}

export type Parts = Awaited<ReturnType<typeof assemble>>
