/** Everything the backend is made of, put together once. */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { outbound } from '../crm-adapters/index.ts'
import type { Crm, Opening } from '../crm-adapters/port.ts'
import { createStandings } from './access/administering.ts'
import { overseers } from './access/overseers.ts'
import { seesClass } from './access/sight.ts'
import { isAnyReminderDue, remindDue } from './acknowledgements/remind.ts'
import { anchorConcluded } from './anchors/show.ts'
import { createNumbers } from './approvals/numbers-now.ts'
import { createAuditKeeping } from './audit/keeping.ts'
import { createLooks } from './audit/looks.ts'
import { auditMarks } from './audit/marks.ts'
import { createAccess } from './cards/access.ts'
import { keptTalk } from './cards/gone.ts'
import { createLooking } from './cards/looking.ts'
import { hasCard } from './cards/open.ts'
import { createPanels } from './cards/panel.ts'
import { lookAgain, type ReconcileDeps, reconcile } from './cards/reconcile.ts'
import { createAsking } from './companies/asking.ts'
import { createCallLog } from './companies/calls.ts'
import { choicesOf } from './companies/choices.ts'
import { portalOf } from './companies/companies.ts'
import { createErasing } from './companies/erasing.ts'
import { createGrants } from './companies/grants.ts'
import type { WorkHint } from './companies/hints.ts'
import { hostsOf, notSetUp } from './companies/hosts.ts'
import { followingMoves } from './companies/moves.ts'
import { createNumberFields } from './companies/number-fields.ts'
import { createReception } from './companies/reception.ts'
import { createSeats } from './companies/seats.ts'
import { createSessions } from './companies/sessions.ts'
import { fromOf } from './companies/source.ts'
import { createThrottle } from './companies/throttle.ts'
import type { Means } from './crms.ts'
import { createDocuments } from './documents/documents.ts'
import { createPreparing } from './entrusted/preparing.ts'
import { createErrands } from './errands/work.ts'
import { factsIn } from './facts/facts.ts'
import { showFile } from './files/files.ts'
import { concludeKeep, keepFile } from './files/keep.ts'
import type { Place } from './files/port.ts'
import { sealFiles } from './files/sealed.ts'
import { createPassingOn } from './handover/passing-on.ts'
import { createHome } from './home/home.ts'
import { newId } from './ids.ts'
import { tellHead } from './investigating/head-note.ts'
import { createInvestigating } from './investigating/investigating.ts'
import { createInvitations } from './invites/invitations.ts'
import { openCompanyKeys } from './keys/company-keys.ts'
import { openSecrets } from './keys/secrets.ts'
import { soon } from './later/soon.ts'
import { signAsCompany } from './leaving/acts.ts'
import { createDeparting } from './leaving/departing.ts'
import { createPace } from './limits/pace.ts'
import { askAgain } from './live/ask-again.ts'
import { alone, type Bus } from './live/bus.ts'
import type { BusMeans } from './live/bus-open.ts'
import { createHub } from './live/hub.ts'
import { createNode } from './live/nodes.ts'
import { hearMissed, toTheEnd } from './missed/missed.ts'
import { callTo } from './notices/hear.ts'
import { createTelling } from './notices/telling.ts'
import { ringUrgently } from './notices/urgent.ts'
import { createNotifying } from './notifying/notifying.ts'
import { reachBrowsers } from './notifying/reach.ts'
import { learnEverybody, learnLocale } from './people/people.ts'
import { createPurging } from './purging/purging.ts'
import { tellOfEmptied } from './questions/empty-role.ts'
import { callNext, isAnyOverdue } from './questions/overdue.ts'
import { recordKey, recordRef } from './records.ts'
import { checkRegion } from './regions/regions.ts'
import { offeredRoles } from './roles/offer.ts'
import { root, version } from './root.ts'
import type { Settings } from './settings.ts'
import type { Viewer, Visitor } from './signed-in.ts'
import { createBrokers } from './signing-in/brokers.ts'
import type { Reading, Store, StoreOptions } from './store/store.ts'
import { privateThreads, supervise } from './supervising/supervising.ts'
import { createTraces } from './supervising/traces.ts'
import { concludeHanding } from './tasks/handing.ts'
import { compareTasks, type HostSideDeps, lookAtTask } from './tasks/host-side.ts'
import { concludeTask } from './tasks/tasks.ts'
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
  /** Where files are kept, sealed. */
  files: Place
  log: Logger
  now: () => Date
  /** Milliseconds that only go forward. */
  clock?: () => number
  /** Opens the store; the hub is told of its commits. */
  openStore(options: Pick<StoreOptions, 'published' | 'woken' | 'mark'>): Promise<Store>
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
  files: place,
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
    mark: (company, text) => mark(company, text),
    published: (company, position) => published?.(company, position),
    woken: (company, work) => woken?.(company, work),
  })
  await checkRegion(settings.REGION, { store, place })
  const keys = await openCompanyKeys(store, settings)
  const secrets = await openSecrets(store, keys)
  const mark = auditMarks(secrets)
  const looks = createLooks(store)
  const auditing = createAuditKeeping({
    ...{ store, mark, looks, heads: settings.AUDIT_HEADS },
    sign: (w, text) => signAsCompany(w, secrets, text),
    tellHost: (w, record, head) => tellHead(w, record, head, newId()),
  })
  const files = sealFiles(place, { store, keys })
  const pace = createPace({ person: settings.RATE_PERSON, company: settings.RATE_COMPANY }, clock)
  const channel = `dealthread_${secrets.derive({ company: '', purpose: 'what our nodes find each other by' })}`
  const bus = await openBus({ channel, failed })
  const hub = createHub({ store, failed, bus, clock, showOut: (whom) => node.send(whom) })
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

  const seats = createSeats({ sessions, access })

  const invitations = createInvitations({
    store,
    sessions,
    throttle: createThrottle(clock, GUESSES),
    newId,
    context: (viewer) => access.context(viewer),
    look: (visitor, records) => home.glances.look(visitor, records),
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
    prepare: createPreparing({
      ...{ store, files, sees, membersOf, seesClass },
      look: (company, person, record) =>
        grants.withGrant(company, person, (portal, grant) => crm.record(portal, grant, record)),
      isWelcome: (viewer) => invitations.isWelcome(viewer),
    }),
    async concluded(w, errand, outcome) {
      await anchorConcluded(w, errand, outcome)
      await concludeTask(w, talk, errand, outcome)
      await concludeHanding(w, talk, errand, outcome)
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

  const panels = createPanels(async ({ company, person, record }) => {
    const ref = recordRef(record)
    const { margin } = await store.read(company, choicesOf)
    return grants.withGrant(company, person, (portal, grant) =>
      crm.panel(portal, grant, ref, margin[ref.type]),
    )
  })

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
        await tellOfEmptied(w, person)
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
    showOut: (whom) => node.send(whom),
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

  const looking = createLooking({
    ...{ store, access, panels, invitations, newId },
    seen: departing.seen,
    visible: (company, person, refs) =>
      grants.withGrant(company, person, (portal, grant) => crm.visible(portal, grant, refs)),
  })

  const purging = createPurging({ ...{ store, files, secrets, now, newId, failed, findThread }, clock })

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

  const changesSince = (company: string, mark: string | null) =>
    asInstaller(
      company,
      async (portal, grant) =>
        crm.at(portal.host)?.changesSince?.(portal, grant, mark) ?? notSetUp(portal.host),
    )

  async function compareAll(company: string) {
    await readPeople(company)
    await toTheEnd((after) => reconcile(cards, company, after))
    await toTheEnd((after) => compareTasks(tasks, company, after))
  }

  /** Asks the host about what it has told, and takes over what it says. */
  async function onHint(company: string, hint: WorkHint, by: string | null) {
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
    finishErasing: erasing.finish,
    received: (company) => workSoon(company),
    onHint,
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
    ...purging,
    oversees: overseers({ store, administrator: home.administrator }),
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
    pace,
    bus,
    from: fromOf(settings.TRUSTED_PROXIES),
    looks,
    auditing,
    investigating: createInvestigating({ store, administrator: home.administrator, seal: auditing.seal }),
    traces: createTraces({ store, looks }),
    limits: { text: TEXT_MOST, file: settings.FILE_SIZE_MOST, editWindow: EDIT_WINDOW, files: FILES_MOST },

    ...seats,
    ...invitations,
    guestFolder: join(root, 'dist/guest'),
    setupFolder: join(root, 'dist/setup'),
    hostOf: async (r: Reading) => (await portalOf(r))?.host ?? 'bitrix24',

    standings: createStandings({ store, leaveSome }),
    numberFields: createNumberFields({ crm, grants }),

    /** Private threads of others, for those who may read them with a reason. */
    supervising: {
      list: (viewer: Viewer) => store.read(viewer.company, (r) => privateThreads(r, viewer)),
      begin: (viewer: Viewer, thread: string, wanted: { id: string; reason: string }) =>
        store.write(viewer.company, async (w) => {
          await supervise(w, viewer, thread, wanted, newId)
          return (await showThread(w, viewer, thread))!
        }),
    },

    askAgain: (over?: number) => askAgain({ hub, home, signIn: seats.signIn, failed }, over),

    /** Compares a slice of the company's cards with their records; answers with where to go on. */
    reconcileCards: (company: string, after: string | undefined) => reconcile(cards, company, after),

    compose,
    offeredRoles,
    factsIn,
    showOne: showById,
    showSeveral,

    /** Ids of the card's threads this person may read. */
    threadsSeen: async (r: Reading, viewer: Viewer) => (await showThreads(r, viewer)).map(({ id }) => id),

    documents: createDocuments({
      ...{ store, talk, findThread, compose },
      named: async (viewer, records) =>
        new Map(
          [...(await home.glances.look(viewer, records)).named].map(([key, { title }]) => [key, title]),
        ),
    }),

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
    /** Takes up what has changed at a company's host and was told by nobody. */
    hearMissed: (company: string) => hearMissed({ store, changesSince, onHint, compareAll }, company),

    /** Has the host keep a file among its record's documents. */
    keep: (viewer: Viewer, file: string) =>
      store.write(viewer.company, async (w) => showFile(await keepFile(w, talk, viewer, file))),

    lookAgain: lookAt,
    readPeople,

    /** Takes one step of erasing a company that left and has not come back in time; true when there is more to do. */
    eraseCompany: erasing.erase,

    ...looking,

    async openHome(visitor: Visitor, { person, locale }: Opening) {
      const opened = await home.open(visitor, person)
      await learnLocale(store, visitor.company, visitor.person, locale)
      return opened
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
      await looks.tellRepeated()
      await node.close()
      await store.close()
    },
  }
}

export type Parts = Awaited<ReturnType<typeof assemble>>
