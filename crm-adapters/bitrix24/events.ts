/** What a portal tells us of, and how it says it. Nobody signs these forms: each is a hint to go and ask. */
import { createHash } from 'node:crypto'
import type { Hint, HostEvent } from '../port.ts'
import { type Fields, phpForm, textIn, within } from './event-form.ts'
import { typeOf } from './kinds.ts'

type Read = (data: Fields) => Hint | undefined

/** Every event we listen to, how its data reads, and what for. */
const listened: Record<string, Read> = {
  // Of ourselves. Old self-hosted portals tell their application token nowhere but here.
  ONAPPINSTALL: () => ({ about: 'application', what: 'installed' }),
  // An update unbinds everything and may bring another application token.
  ONAPPUPDATE: () => ({ about: 'application', what: 'updated' }),
  ONAPPUNINSTALL: (data) => ({
    about: 'application',
    what: 'uninstalled',
    clean: textIn(data, 'CLEAN', /^[1Y]$/) !== undefined,
  }),
  // The round trip an administrator asks for on the diagnostics page.
  ONAPPTEST: () => ({ about: 'application', what: 'tested' }),

  // What the card's header shows has changed: the change is told in the thread.
  ONCRMDEALUPDATE: record('changed', 2),
  ONCRMLEADUPDATE: record('changed', 1),
  ONCRMCONTACTUPDATE: record('changed', 3),
  ONCRMCOMPANYUPDATE: record('changed', 4),
  ONCRMQUOTEUPDATE: record('changed', 7),
  // Smart invoices are told of as one of these too.
  ONCRMDYNAMICITEMUPDATE: record('changed'),
  // A change of funnel, which is not told as an update.
  ONCRMDEALMOVETOCATEGORY: record('moved', 2),
  // The record is gone, or merged into another: its threads say so and stay.
  ONCRMDEALDELETE: record('deleted', 2),
  ONCRMLEADDELETE: record('deleted', 1),
  ONCRMCONTACTDELETE: record('deleted', 3),
  ONCRMCOMPANYDELETE: record('deleted', 4),
  ONCRMQUOTEDELETE: record('deleted', 7),
  ONCRMDYNAMICITEMDELETE: record('deleted'),

  // A newcomer can be invited at once. That somebody has left is told by no event.
  ONUSERADD: (data) => {
    const person = textIn(data, 'ID', ID)
    return person ? { about: 'person', person } : undefined
  },
  // A task made from a message is done, or gone: its thread says so.
  ONTASKUPDATE: task,
  ONTASKDELETE: task,
  // A button of the activity that stands for the chat's unread messages.
  ONCRMTIMELINEITEMACTION: (data) => {
    const type = typeOf(Number(textIn(data, 'entityTypeId', ID)))
    const id = textIn(data, 'entityId', ID)
    const activity = textIn(data, 'activityId', ID)
    const action = textIn(data, 'id', /^[\w.:-]{1,64}$/)
    return type && id && activity && action
      ? { about: 'activity', record: { type, id }, activity, action }
      : undefined
  },
}

/** Their names, to be bound. */
export const listenedTo = Object.keys(listened)

const ID = /^[1-9]\d{0,11}$/
const TOKEN = /^[\w.-]{8,1024}$/

function task(data: Fields): Hint | undefined {
  const id = textIn(within(data, 'FIELDS_AFTER'), 'ID', ID) ?? textIn(within(data, 'FIELDS_BEFORE'), 'ID', ID)
  return id ? { about: 'task', task: id } : undefined
}

function record(what: 'changed' | 'moved' | 'deleted', entityTypeId?: number): Read {
  return (data) => {
    const fields = within(data, 'FIELDS')
    const type = typeOf(entityTypeId ?? Number(textIn(fields, 'ENTITY_TYPE_ID', ID)))
    const id = textIn(fields, 'ID', ID)
    return type && id ? { about: 'record', what, record: { type, id } } : undefined
  }
}

/** Reads the body of an event; undefined when it is none, or none of those we listen to. */
export function readEvent(body: string): HostEvent | undefined {
  const form = phpForm(body)
  if (!form) return undefined
  const auth = within(form, 'auth')
  const data = within(form, 'data')
  const company = textIn(auth, 'member_id', /^[0-9a-f]{32}$/i)?.toLowerCase()
  const name = textIn(form, 'event', /^\w{1,64}$/)?.toUpperCase()
  const read = name && Object.hasOwn(listened, name) ? listened[name] : undefined
  const hint = read?.(data)
  if (!company || !name || !hint) return undefined
  const access = textIn(auth, 'access_token', TOKEN)
  const ofOurselves = hint.about === 'application' && (hint.what === 'installed' || hint.what === 'updated')
  return {
    company,
    applicationToken: textIn(auth, 'application_token', /^[\w.-]{1,256}$/) ?? null,
    name,
    hint,
    by: textIn(data, 'userId', ID) ?? textIn(auth, 'user_id', ID) ?? null,
    key: keyOf(name, data, textIn(form, 'ts', /^\d{1,15}$/) ?? ''),
    // Of the other events nobody's token is wanted: they are acted on with the rights of those who look.
    grant: ofOurselves && access ? { access, refresh: textIn(auth, 'refresh_token', TOKEN) ?? null } : null,
  }
}

// Events have no number of their own. Who has caused it is part of `auth`, whose tokens differ at every repetition.
function keyOf(name: string, data: Fields, ts: string): string {
  return createHash('sha256')
    .update(JSON.stringify([name, sorted(data), ts]))
    .digest('hex')
}

function sorted(fields: Fields): unknown {
  return Object.keys(fields)
    .sort()
    .map((name) => {
      const value = fields[name]
      return [name, typeof value === 'object' ? sorted(value) : value]
    })
}
