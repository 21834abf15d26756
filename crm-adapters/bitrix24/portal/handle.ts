/** A running portal in the hands of whoever has started it: each of its verbs by its name. */
import { change, convertLead, create, merge, move, remove } from './changes.ts'
import { DEAL, kindOf, type Seat, seatOf, tabOf } from './data/kinds.ts'
import { ownFilesOf } from './disk.ts'
import { send } from './events/send.ts'
import { authOf, postedForm } from './frames.ts'
import { finishInstallation, hire, rename, uninstall, updateApp } from './life.ts'
import { answerInLine } from './lines.ts'
import type { LocalPortal } from './portal.ts'
import { press } from './press.ts'
import { completeTask, removeTask, reopenTask } from './tasks.ts'
import { personCalled, type World } from './world.ts'
import { filesOf } from './worlds.ts'

export function handleOf(world: World, stop: () => Promise<void>): LocalPortal {
  const form = ({ frame: _, ...posted }: ReturnType<typeof postedForm>) => posted
  const opening = (
    person: string,
    placement: string,
    handler: string,
    options: Record<string, string>,
    overrides?: Record<string, string | undefined>,
  ) => form(postedForm(world, { person, placement, handler, lang: 'ru', options }, overrides))
  const handlerOf = (code: string) =>
    world.placements.find(({ placement }) => placement === code)?.handler ?? world.app.cardUrl
  const cardPath = (seat: Seat) => `${kindOf(seatOf(seat).kind)?.path}${seatOf(seat).id}/`
  const of = (seat: Seat) => {
    const { kind, id } = seatOf(seat)
    return { kind, id, code: `${kindOf(kind)?.letter}_${id}` }
  }

  return {
    get origin() {
      return world.origin
    },
    oauthOrigin: world.oauthOrigin,
    get restEndpoint() {
      return `${world.origin}/rest/`
    },
    memberId: world.memberId,
    get applicationToken() {
      return world.applicationToken
    },
    people: world.people,
    deals: world.deals,
    get placements() {
      return world.placements
    },
    get events() {
      return world.events
    },
    get installedAt() {
      return world.installedAt
    },
    faults: world.faults,
    features: world.features,
    requests: world.requests,
    sent: world.sent,

    tokenFor: (person) => authOf(world, person),
    codeFor: (person) => world.tokens.codeFor(person),
    placementForm(person, seat, overrides) {
      const { kind, id } = seatOf(seat)
      const code = tabOf(kindOf(kind) ?? unknown(seat))
      return opening(person, code, handlerOf(code), { ID: String(id), URI: cardPath(seat) }, overrides)
    },
    menuForm(person, overrides) {
      const options = { URI: '/marketplace/app/LEFT_MENU/' }
      return opening(person, 'LEFT_MENU', handlerOf('LEFT_MENU'), options, overrides)
    },
    installForm: (person, overrides) => opening(person, 'DEFAULT', world.app.installUrl, {}, overrides),
    cardUrl: (person, seat) => `${world.origin}${cardPath(seat)}?as=${person}`,

    emit: (event, data, sending) => send(world, event, data, sending),
    async delivered() {
      while (world.underway.size > 0) await Promise.all(world.underway)
    },
    change: (seat, fields, by) => change(world, seat, fields, by),
    move: (deal, stage, by) => move(world, deal, stage, by),
    remove: (seat, by) => remove(world, seat, by),
    merge: (into, others, by) => merge(world, into, others, by),
    async create(fields, by, kind = DEAL) {
      const { record, told } = create(world, kind, fields, by)
      await told
      return record
    },
    convertLead: (lead, by) => convertLead(world, lead, by),
    completeTask: (task, by) => completeTask(world, task, by),
    reopenTask: (task, by) => reopenTask(world, task, by),
    removeTask: (task, by) => removeTask(world, task, by),
    press: (activity, action, by) => press(world, activity, action, by),
    answerInLine: (chat, text, by) => answerInLine(world, chat, text, by),
    hire: (person) => hire(world, person),
    dismiss: (person) => world.faults.dismiss((personCalled(world, person) ?? unknown(person)).id),

    finishInstallation: () => finishInstallation(world),
    uninstall: (options) => uninstall(world, options),
    updateApp: (options) => updateApp(world, options),
    rename: (host) => rename(world, host),
    expirePlan() {
      world.planExpiredAt = world.now()
    },
    renewPlan() {
      world.planExpiredAt = undefined
    },
    deletePortal() {
      world.deletedAt = world.now()
    },

    timeline(seat) {
      const { kind, id } = of(seat)
      return world.timeline.filter((one) => one.entityTypeId === kind && one.entityId === id)
    },
    activities(seat) {
      const { kind, id } = of(seat)
      return world.activities.filter((one) => one.ownerTypeId === kind && one.ownerId === id)
    },
    tasks: (seat) => world.tasks.filter(({ crm }) => crm.includes(of(seat).code)),
    disk: (seat) => filesOf(world, seat),
    ownDisk: (person) => ownFilesOf(world, person),
    lineMessages: (chat) => world.lineMessages.filter((one) => one.chat === chat),
    notifications: (person) => world.notifications.filter((one) => one.person === person),

    stop() {
      world.faults.hang = false
      return stop()
    },
  }
}

function unknown(what: Seat | string): never {
  throw new Error(`the portal does not know ${JSON.stringify(what)}`)
}
