/** An operator answers in an open line: whoever feeds it hears so. Throws where there is no such dialogue. */
import { type Delivery, send } from './events/send.ts'
import { nameOf, personCalled, type World } from './world.ts'

export function answerInLine(world: World, chat: number, text: string, by: string): Promise<Delivery[]> {
  const dialogue = world.lineChats.find((one) => one.chat === chat)
  const operator = personCalled(world, by)
  if (!dialogue || !operator) throw new Error(`nobody answers in a dialogue ${chat}`)
  const id = world.serial()
  world.lineMessages.push({ id, chat, from: by, text, external: [], deliveredAt: null })
  const message = { user_id: by, text: `[b]${nameOf(operator)}:[/b] [br]${text}` }
  const MESSAGES = [{ im: { chat_id: chat, message_id: id }, message, chat: { id: dialogue.external } }]
  const data = { CONNECTOR: dialogue.connector, LINE: dialogue.line, MESSAGES }
  return send(world, 'ONIMCONNECTORMESSAGEADD', data, { by })
}
