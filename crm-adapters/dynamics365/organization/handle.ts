/** A running organization in the hands of whoever has started it: each of its verbs by its name. */
import { SERVICE } from './data/people.ts'
import type { EntraHandle } from './entra/handle.ts'
import { guidOf } from './ids.ts'
import type { LocalOrganization, Who } from './organization.ts'
import { type Act, carryOut } from './records/act.ts'
import { createRow, removeRow, updateRow } from './records/change.ts'
import { close } from './records/close.ts'
import { merge } from './records/merge.ts'
import { qualify } from './records/qualify.ts'
import { grant, revoke } from './records/sharing.ts'
import { isReference, type Row, rowAt, rowsIn, same } from './rows.ts'
import { callerOf, numbered, principalOf, rowOf, seatOf } from './seats.ts'
import { personFrom, staffing } from './staffing.ts'
import { apiOf } from './webapi/exchange.ts'
import type { World } from './world.ts'

export function handleOf(world: World, entra: EntraHandle, stop: () => Promise<void>): LocalOrganization {
  const done = <T>(by: Who, work: (act: Act) => T) => carryOut(world, callerOf(world, by), work)
  const deal = (named: number | string) => numbered(world, 'opportunity', named)

  return {
    origin: world.origin,
    webApi: apiOf(world),
    entraOrigin: world.entra.origin,
    organizationId: world.organizationId,
    tenantId: world.tenantId,
    applicationUser: guidOf('systemuser', SERVICE),
    get people() {
      const users = rowsIn(world.rows, 'systemuser')
      return users.filter(({ values }) => !values.applicationid).map(personFrom)
    },
    person: (who) => personFrom(numbered(world, 'systemuser', who)),
    entra,
    faults: world.faults,
    requests: world.requests,
    sent: world.sent,
    get controls() {
      return world.controls
    },

    read: (seat) => rowAt(world.rows, seatOf(seat))?.values,
    find(table, where = {}) {
      const rows = rowsIn(world.rows, table)
      return rows.filter((row) => fits(row, where)).map(({ id }) => id)
    },

    create(table, values, by) {
      const { id } = done(by, (act) => createRow(act, table, values))
      return { table, id }
    },
    change: (seat, values, by) => void done(by, (act) => updateRow(act, rowOf(world, seat), values)),
    assign(seat, to, by) {
      const ownerid = principalOf(world, to)
      done(by, (act) => updateRow(act, rowOf(world, seat), { ownerid }))
    },
    win: (opportunity, by) => void done(by, (act) => close(act, 'Win', deal(opportunity))),
    lose: (opportunity, by) => void done(by, (act) => close(act, 'Lose', deal(opportunity))),
    reopen: (opportunity, by) =>
      void done(by, (act) => updateRow(act, deal(opportunity), { statecode: 0, statuscode: 1 })),
    merge: (into, subordinate, by) =>
      done(by, (act) => merge(act, rowOf(world, into), rowOf(world, subordinate))),
    qualify(lead, by) {
      const wanted = { account: true, contact: true, opportunity: true }
      const made = done(by, (act) => qualify(act, numbered(world, 'lead', lead), wanted))
      return made.map(({ table, id }) => ({ table, id }))
    },
    remove: (seat, by) => done(by, (act) => removeRow(act, rowOf(world, seat))),
    share: (seat, principal, by, rights = ['Read', 'Write', 'Append', 'AppendTo']) =>
      done(by, (act) => grant(act, rowOf(world, seat), principalOf(world, principal), rights)),
    unshare: (seat, principal, by) =>
      done(by, (act) => revoke(act, rowOf(world, seat), principalOf(world, principal))),
    completeTask: (task, by) =>
      void done(by, (act) => updateRow(act, numbered(world, 'task', task), { statecode: 1, statuscode: 5 })),

    ...staffing(world),
    register: (plugIn) => void world.plugIns.push(plugIn),
    leaveUntracked(name) {
      world.tables = world.tables.map((one) => {
        const { tracked: _, ...untracked } = one
        return one.name === name ? untracked : one
      })
    },
    async delivered() {
      while (world.underway.size > 0) await Promise.all(world.underway)
    },
    stop,
  }
}

function fits({ values }: Row, where: Row['values']): boolean {
  return Object.entries(where).every(([column, wanted]) => {
    const value = values[column] ?? null
    return isReference(value) && isReference(wanted) ? same(value, wanted) : value === wanted
  })
}
