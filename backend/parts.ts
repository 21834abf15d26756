/** Everything the backend is made of, put together once. */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { outbound } from '../crm-adapters/index.ts'
import type { Opening } from '../crm-adapters/port.ts'
import { createStandings } from './access/administering.ts'
import { overseers } from './access/overseers.ts'
import { opensFiles } from './access/sight.ts'
import { createReminding } from './acknowledgements/remind.ts'
import { anchorConcluded } from './anchors/show.ts'
import { createNumbers } from './approvals/numbers-now.ts'
import { createLooking } from './cards/looking.ts'
import { createPanels } from './cards/panel.ts'
import { choicesOf } from './companies/choices.ts'
import { portalOf } from './companies/companies.ts'
import { createNumberFields } from './companies/number-fields.ts'
import { createReception } from './companies/reception.ts'
import { fromOf } from './companies/source.ts'
import { createThrottle } from './companies/throttle.ts'
import { createDocuments } from './documents/documents.ts'
import { filesByName } from './documents/found.ts'
import { createPreparing } from './entrusted/preparing.ts'
import { createErrands } from './errands/work.ts'
import { factsIn } from './facts/facts.ts'
import { showFile } from './files/files.ts'
import { concludeKeep, keepFile } from './files/keep.ts'
import { concludeKeptBack } from './files/kept-back.ts'
import { clamd } from './files/scanner.ts'
import { createShares } from './files/shares.ts'
import { createFollowing } from './following/following.ts'
import { prepareGoing } from './going.ts'
import { layGround } from './ground.ts'
import { createPassingOn } from './handover/passing-on.ts'
import { createHome } from './home/home.ts'
import { newId } from './ids.ts'
import { createInvestigating } from './investigating/investigating.ts'
import { createInvitations } from './invites/invitations.ts'
import { soon } from './later/soon.ts'
import { createDeparting } from './leaving/departing.ts'
import { askAgain } from './live/ask-again.ts'
import { createHub } from './live/hub.ts'
import { createNode } from './live/nodes.ts'
import { callTo } from './notices/hear.ts'
import { createTelling } from './notices/telling.ts'
import { ringUrgently } from './notices/urgent.ts'
import { createNotifying } from './notifying/notifying.ts'
import { reachBrowsers } from './notifying/reach.ts'
import { concludeLeft } from './parting/handing.ts'
import { learnLocale } from './people/people.ts'
import { seeToEnding } from './purging/ending-holds.ts'
import { pushServices } from './push/services.ts'
import { createLadder } from './questions/overdue.ts'
import { type Given, reachHosts } from './reach.ts'
import { recordRef } from './records.ts'
import { createRelay } from './relay/relay.ts'
import { offeredRoles } from './roles/offer.ts'
import { root, version } from './root.ts'
import type { Viewer, Visitor } from './signed-in.ts'
import type { Reading } from './store/store.ts'
import { createSupervising } from './supervising/supervising.ts'
import { createTraces } from './supervising/traces.ts'
import { concludeHanding } from './tasks/handing.ts'
import { concludeTask } from './tasks/tasks.ts'
import { aboutThread, membersOf } from './threads/about.ts'
import { findMessage, findThread, seeThread } from './threads/find.ts'
import { tell, tellIn, tellTo } from './threads/happenings.ts'
import { EDIT_WINDOW, FILES_MOST, TEXT_MOST } from './threads/limits.ts'
import { leaveSome } from './threads/members.ts'
import { addMembers } from './threads/mentions.ts'
import { compose, sendMessage } from './threads/messages.ts'
import { messagesById } from './threads/show.ts'
import { showById, showSeveral } from './threads/show-several.ts'
import { showThreads } from './threads/show-threads.ts'
import { showTo } from './threads/show-to.ts'
import { openThread } from './threads/threads.ts'

/** How often one source may be wrong about the secret of a guest's link. */
const GUESSES = { most: 30, perSecond: 0.5 }

/** Milliseconds in which commits are heard together: telling of them outside is not so urgent that it may cost those who write. */
const CALM = 300

export async function assemble(given: Given) {
  const { settings, log, now, clock } = given
  const ground = await layGround(given)
  const { failed, listeners, store, secrets, looks, auditing, files, bus } = ground
  const traces = createTraces({ store, looks })
  const hub = createHub({
    ...{ store, failed, bus, clock },
    supervises: (viewer, thread) => traces.reads(viewer, thread, { supervised: true }),
    showOut: (whom) => node.send(whom),
  })
  const telling = createTelling({ store, now, newId })
  const hearSoon = soon(async (company) => {
    // Time that is moved by hand passes for nobody who waits.
    if (!clock) await sleep(CALM)
    while (await telling.hear(company));
  }, failed)
  listeners.published = (company, position) => {
    node.published(company, position)
    hearSoon(company)
  }

  const reach = reachHosts(given, ground, (which) => node.away(which))
  const { calls, crm, grants, host, sessions, brokers, access, seats } = reach

  const invitations = createInvitations({
    store,
    sessions,
    throttle: createThrottle(clock, GUESSES),
    newId,
    context: (viewer) => access.context(viewer),
    look: (visitor, records) => home.glances.look(visitor, records),
  })

  const talk = {
    ...{ newId, findThread, findMessage, aboutThread, tell, tellIn, tellTo },
    ...{ sendMessage, openThread, membersOf, addMembers, callTo },
  }

  const texts = createRelay({
    ...{ store, traces, seeThread, files, aboutThread, failed },
    ask: host.texts,
    ...(clock && { clock }),
  })

  const errands = createErrands({
    store,
    now,
    failed,
    act: host.act,
    done: host.done,
    prepare: createPreparing({
      ...{ store, files, membersOf, opensFiles },
      sees: host.sees,
      textElsewhere: texts.one,
      look: host.record,
      isWelcome: (viewer) => invitations.isWelcome(viewer),
      homeUrl: host.homeUrl,
    }),
    async concluded(w, errand, outcome) {
      await anchorConcluded(w, errand, outcome)
      await concludeTask(w, talk, errand, outcome)
      await concludeHanding(w, talk, errand, outcome)
      await concludeKeep(w, talk, errand, outcome)
      await concludeKeptBack(w, errand, outcome)
      await texts.concluded(w, errand, outcome)
      await concludeLeft(w, errand, outcome)
    },
  })
  listeners.woken = (company, work) => {
    if (work === 'parting') partings.soon(company)
    else void errands.work(company).catch(failed)
  }

  const { SMTP_URL, MAIL_FROM } = settings
  const notifying = createNotifying({
    ...{ store, secrets, now, newId, failed },
    publicUrl: settings.PUBLIC_URL,
    smtp: SMTP_URL && MAIL_FROM ? { url: SMTP_URL, from: MAIL_FROM } : undefined,
    send: reachBrowsers(outbound({ allowLoopback: settings.ALLOW_LOOPBACK_PORTALS })),
    services: pushServices(settings.PUSH_SERVICES, settings.REGION),
    act: (company, deed) => host.act(company, null, deed),
    look: host.record,
    cardUrl: host.cardUrl,
    isWelcome: (viewer) => invitations.isWelcome(viewer),
    homeUrl: host.homeUrl,
  })

  const { FILE_SIZE_MOST: file } = settings
  const limits = { text: TEXT_MOST, file, editWindow: EDIT_WINDOW, files: FILES_MOST }
  const panels = createPanels(({ company, person, record }) => host.panel(company, person, recordRef(record)))

  const following = createFollowing({
    ...{ store, newId, now, talk, sessions },
    ...host,
    record: (company, ref) => host.record(company, null, ref),
    learnPeople: notifying.learnPeople,
    changed: (which) => node.changed(which),
    silent: (company, reason) => log.warn({ company, reason }, 'people could not be read from the host'),
  })

  const home = createHome({
    ...{ store, crm, grants, sessions, now, clock, newId, failed },
    asInstaller: host.asInstaller,
    readPeople: following.readPeople,
    version,
    region: settings.REGION ? { name: settings.REGION, push: settings.PUSH_SERVICES ?? [] } : undefined,
    publicUrl: settings.PUBLIC_URL,
    bindAgain: (company) => reception.bindAgain(company),
    showOut: (whom) => node.send(whom),
  })

  const node = createNode({ bus, hub, home, sessions, access, panels, failed })

  const departing = createDeparting({
    ...{ store, secrets, sessions, now, newId, failed },
    visible: host.visible,
    look: (visitor, records) => home.glances.look(visitor, records),
    socketsOf: (company, person) =>
      [...hub.watchers(), ...home.hub.watchers()].filter(
        ({ viewer }) => viewer.company === company && viewer.person === person,
      ).length,
  })

  const looking = createLooking({
    ...{ store, access, panels, invitations, newId },
    seen: departing.seen,
    visible: host.visible,
  })

  const oversees = overseers({ store, administrator: home.administrator })

  const going = await prepareGoing(given, {
    ground,
    reach,
    departing,
    oversees,
    away: (which) => node.away(which),
  })
  const { purging, dossiers, partings, erasures, finishErasing, erasuresIdle, eraseCompany } = going

  const passingOn = createPassingOn({
    store,
    contextOf: access.context,
    look: (visitor, records) => home.glances.look(visitor, records),
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
    installed: (company) => void following.readPeople(company).catch(failed),
    finishErasing,
    received: (company) => workSoon(company),
    onHint: following.onHint,
  })
  const workSoon = soon(async (company) => {
    while (await reception.workInbox(company));
  }, failed)

  /** What was only remembered until now. */
  async function noteTheLast() {
    await errands.letGo()
    await calls.flush()
    await departing.seen.flush()
    await looks.tellRepeated().catch(failed)
  }

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
    texts,
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
    seeToHolds: (company: string) => store.write(company, (w) => seeToEnding(w, newId)),
    ...erasures,
    erasuresIdle,
    oversees,
    dossiers,
    partings,
    brokers,
    access,
    panels,
    home,
    findThread,
    talk,
    newId,
    show: messagesById,
    filesNamed: filesByName(store),
    typesRefused: settings.FILE_TYPES_REFUSED,
    shares: createShares({
      store,
      limits: { person: settings.FILES_PERSON_DAY, company: settings.FILES_COMPANY_MOST },
    }),
    ...(settings.FILE_SCANNER && { scanner: clamd(settings.FILE_SCANNER) }),
    publicUrl: settings.PUBLIC_URL,
    widgetFolder: join(root, 'dist/widget'),
    homeFolder: join(root, 'dist/home'),
    pace: ground.pace,
    bus,
    from: fromOf(settings.TRUSTED_PROXIES),
    looks,
    wallClock: ground.wallClock,
    noteSeen: ground.noteSeen,
    auditing,
    investigating: createInvestigating({ store, administrator: home.administrator, seal: auditing.seal }),
    traces,
    limits,
    /** The same as a company's administrators have narrowed it. */
    async limitsOf(company: string) {
      const { largest } = (await store.read(company, choicesOf)).uploads
      return { ...limits, file: Math.min(limits.file, largest ?? limits.file) }
    },

    ...seats,
    ...invitations,
    guestFolder: join(root, 'dist/guest'),
    setupFolder: join(root, 'dist/setup'),
    hostOf: async (r: Reading) => (await portalOf(r))?.host ?? 'bitrix24',

    standings: createStandings({ store, leaveSome }),
    numberFields: createNumberFields({ crm, grants }),

    supervising: createSupervising({ store, newId }),

    askAgain: (over?: number) => askAgain({ ...seats, hub, home, failed }, over),

    ...following,

    compose,
    offeredRoles,
    factsIn,
    showOne: showById,
    showSeveral,

    /** Ids of the card's threads this person may read. */
    threadsSeen: async (r: Reading, viewer: Viewer) => (await showThreads(r, viewer)).map(({ id }) => id),

    documents: createDocuments({
      ...{ store, talk, findThread, compose, traces },
      named: async (viewer, records) =>
        new Map(
          [...(await home.glances.look(viewer, records)).named].map(([key, { title }]) => [key, title]),
        ),
    }),

    numbers: createNumbers({ store, access, panels }),

    ...createLadder({ store, now, talk }),
    ...createReminding({ store, now, talk }),

    /** Has the host keep a file among its record's documents. */
    keep: (viewer: Viewer, file: string) =>
      store.write(viewer.company, async (w) => showFile(await keepFile(w, talk, viewer, file))),

    eraseCompany,

    ...looking,

    async openHome(visitor: Visitor, { person, locale }: Opening) {
      const opened = await home.open(visitor, person)
      await learnLocale(store, visitor.company, visitor.person, locale)
      return opened
    },

    /**
     * @param patience milliseconds for what is under way, and as long again for what is noted of it and for closing: a CRM that hangs, or a
     * database that is gone without a word, has all of it wait for minutes. What is cut off then is found begun, by the next
     * start or by another node; without it all of it is waited for.
     */
    async close(patience?: number) {
      hub.close()
      home.hub.hangUp()
      const over = Promise.all([
        workSoon.idle(),
        hearSoon.idle(),
        errands.stop(),
        going.stop(),
        notifying.stop(),
        grants.idle(),
      ])
      if (patience === undefined) await over
      else await Promise.race([over, sleep(patience)])
      const ended = noteTheLast().then(node.close).then(store.close)
      await (patience === undefined ? ended : Promise.race([ended, sleep(patience)]))
    },
  }
}

export type Parts = Awaited<ReturnType<typeof assemble>>
