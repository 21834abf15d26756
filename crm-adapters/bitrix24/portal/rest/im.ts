/** Scope `im`: notifications. A TAG is unique in an application: one with the TAG of an earlier one takes its place, whoever has it. */
import type { Notification } from '../data/notifications.ts'
import { personCalled } from '../world.ts'
import { type Call, type Method, RestError, type Result } from './method.ts'
import { number, text } from './params.ts'

const LARGEST_ATTACHMENT = 60_000

export const im: Record<string, Method> = {
  'im.notify.personal.add': (call) => notify(call, 'personal'),
  'im.notify.system.add': (call) => notify(call, 'system'),

  'im.notify.delete'({ world, params }) {
    const [id, tag, subTag] = [number(params.ID), text(params.TAG), text(params.SUB_TAG)]
    if (!(id > 0) && tag === '' && subTag === '') {
      throw new RestError('PARAMS_ERROR', 'Incorrect params')
    }
    const meant = (one: Notification) =>
      one.id === id || (tag !== '' && one.tag === tag) || (subTag !== '' && one.subTag === subTag)
    world.notifications = world.notifications.filter((one) => !meant(one))
    return { result: true }
  },
}

function notify({ world, person, params }: Call, kind: Notification['kind']): Result {
  const to = personCalled(world, text(params.USER_ID ?? params.TO))
  if (!to) throw new RestError('USER_ID_EMPTY', 'User ID is empty')
  const message = text(params.MESSAGE)
  if (message.trim() === '') throw new RestError('MESSAGE_EMPTY', "Message can't be empty")
  if (JSON.stringify(params.ATTACH ?? '').length > LARGEST_ATTACHMENT) {
    throw new RestError('ATTACH_OVERSIZE', 'You have exceeded the maximum allowable size of attach')
  }
  const [tag, subTag] = [text(params.TAG), text(params.SUB_TAG)]
  world.notifications = world.notifications.filter((one) => tag === '' || one.tag !== tag)
  const id = world.serial()
  const from = kind === 'personal' ? person.id : null
  world.notifications.push({ id, person: to.id, kind, from, text: message, tag, subTag, at: world.now() })
  return { result: id }
}
