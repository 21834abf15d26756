/** The events and placements this portal knows. */
import { kinds, SHIPMENT, tabOf } from '../data/kinds.ts'
import { scopeOf } from '../scopes.ts'
import type { World } from '../world.ts'

const ends = ['ADD', 'UPDATE', 'DELETE']

export const knownEvents = [
  ...['INSTALL', 'UPDATE', 'UNINSTALL', 'PAYMENT', 'TEST', 'METHODCONFIRM'].map((end) => `ONAPP${end}`),
  'ONOFFLINEEVENT',
  'ONUSERADD',
  ...['LEAD', 'DEAL', 'CONTACT', 'COMPANY', 'QUOTE', 'DYNAMICITEM', 'ACTIVITY', 'TIMELINECOMMENT'].flatMap(
    (what) => ends.map((end) => `ONCRM${what}${end}`),
  ),
  ...ends.map((end) => `ONCRMDYNAMICITEM${end}_${SHIPMENT}`),
  'ONCRMDEALMOVETOCATEGORY',
  'ONCRMTIMELINEITEMACTION',
  ...ends.map((end) => `ONTASK${end}`),
  'ONIMCONNECTORMESSAGEADD',
]

export function isEvent(name: string): boolean {
  return knownEvents.includes(name)
}

export function isAllowed(world: World, event: string): boolean {
  const module = event.startsWith('ONCRM')
    ? 'crm'
    : event.startsWith('ONTASK')
      ? 'tasks'
      : event.startsWith('ONIMCONNECTOR')
        ? 'imconnector'
        : ''
  const scope = event === 'ONUSERADD' ? 'user_brief' : scopeOf(`${module}.`)
  return !scope || world.scopes.includes(scope)
}

export const knownPlacements = [
  ...kinds.flatMap((kind) =>
    ['TAB', 'ACTIVITY', 'TOOLBAR'].map((place) => tabOf(kind).replace(/TAB$/, place)),
  ),
  'LEFT_MENU',
  'REST_APP_URI',
]
