/**
 * Scope `imconnector`: a messenger of somebody else feeds an open line. Each message of a call is judged for itself, and
 * one whose id the connector has used before is the same message.
 */
import type { LineChat } from '../data/lines.ts'
import type { World } from '../world.ts'
import { type Call, type Method, RestError } from './method.ts'
import { asParams, each, isYes, number, type Params, text } from './params.ts'

const NAME_MOST = 25
const NAME = /^[\p{L}' -]*$/u

export const connector: Record<string, Method> = {
  'imconnector.register'({ world, params }) {
    const id = text(params.ID).toLowerCase()
    if (!/^[a-z0-9_]+$/.test(id)) return { result: { result: false, error: 'CONNECTOR_ID_INVALID' } }
    const known = world.connectors.get(id)
    world.connectors.set(id, { id, name: text(params.NAME), lines: known?.lines ?? new Set() })
    return { result: { result: true } }
  },

  'imconnector.activate'(call) {
    const known = connectorOf(call)
    const line = number(call.params.LINE)
    if (isYes(call.params.ACTIVE)) known.lines.add(line)
    else known.lines.delete(line)
    return { result: true }
  },

  'imconnector.status'(call) {
    const { id, lines } = connectorOf(call)
    const line = number(call.params.LINE)
    const on = lines.has(line)
    return { result: { LINE: line, CONNECTOR: id, ERROR: false, CONFIGURED: on, STATUS: on } }
  },

  'imconnector.send.messages'(call) {
    const { id: from } = connectedOf(call)
    const line = number(call.params.LINE)
    const RESULT = each(call.params.MESSAGES).map((message) =>
      take(call.world, from, line, asParams(message)),
    )
    return { result: { SUCCESS: true, DATA: { RESULT } } }
  },

  'imconnector.send.status.delivery'(call) {
    connectedOf(call)
    const RESULT = each(call.params.MESSAGES).map((message) => delivered(call.world, asParams(message)))
    return { result: { SUCCESS: true, DATA: { RESULT } } }
  },
}

function connectorOf({ world, params }: Call) {
  const known = world.connectors.get(text(params.CONNECTOR).toLowerCase())
  if (!known) throw new RestError('ERROR_ARGUMENT', 'No such connector')
  return known
}

function connectedOf(call: Call) {
  const known = connectorOf(call)
  if (!known.lines.has(number(call.params.LINE))) {
    throw new RestError('NOT_ACTIVE_LINE', 'Line with this ID is not active')
  }
  return known
}

/** What a client wrote, into the dialogue it belongs to. */
function take(world: World, from: string, line: number, given: Params) {
  const [user, message, chat] = [asParams(given.user), asParams(given.message), asParams(given.chat)]
  const external = text(message.id)
  const echo = { message: { id: external, text: text(message.text) }, chat: { id: text(chat.id) } }
  const errors = faultsIn(user, message, chat)
  if (errors.length > 0) return { ...echo, SUCCESS: false, ERRORS: errors }

  const dialogue = dialogueOf(world, from, line, text(chat.id), text(user.id))
  const known = world.lineMessages.some(
    (one) => one.chat === dialogue.chat && one.from === null && one.external.includes(external),
  )
  if (!known) {
    world.lineMessages.push({
      id: world.serial(),
      chat: dialogue.chat,
      from: null,
      text: text(message.text),
      external: [external],
      deliveredAt: null,
    })
  }
  const session = { ID: String(dialogue.session), CHAT_ID: String(dialogue.chat) }
  return { ...echo, user: text(user.id), SUCCESS: true, session }
}

function faultsIn(user: Params, message: Params, chat: Params): string[] {
  const errors: string[] = []
  if (text(user.id) === '') errors.push('USER_ID is required')
  for (const name of [text(user.name), text(user.last_name)]) {
    if (name.length > NAME_MOST || !NAME.test(name)) errors.push(`The name ${name} is not valid`)
  }
  if (text(chat.id) === '') errors.push('CHAT_ID is required')
  if (text(message.text) === '' && each(message.files).length === 0) errors.push('The message is empty')
  return errors
}

function dialogueOf(world: World, from: string, line: number, external: string, client: string): LineChat {
  const known = world.lineChats.find(
    (one) => one.connector === from && one.line === line && one.external === external,
  )
  if (known) return known
  const fresh = { session: world.serial(), chat: world.serial(), connector: from, line, external, client }
  world.lineChats.push(fresh)
  return fresh
}

/** Says that an operator's answer has reached the client: its ids there are a list, even of one. */
function delivered(world: World, given: Params) {
  const im = asParams(given.im)
  const ids = asParams(given.message).id
  const known = world.lineMessages.find(
    ({ id, chat }) => id === number(im.message_id) && chat === number(im.chat_id),
  )
  if (!known) return { im, SUCCESS: false, ERRORS: ['No such message'] }
  if (!Array.isArray(ids)) return { im, SUCCESS: false, ERRORS: ['message.id must be an array'] }
  known.external = ids.map(text)
  known.deliveredAt = world.now()
  return { im, SUCCESS: true }
}
