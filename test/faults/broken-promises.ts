import type { ShownMessage } from '../../backend/shown.ts'
import type { Aftermath, Sender } from './senders.ts'

/** Every way in which what is stored differs from what was promised, in words; empty when all was kept. */
export function brokenPromises({ senders, stored }: Aftermath): string[] {
  return [
    ...[...stored].flatMap(([thread, messages]) => threadTroubles(thread, messages)),
    ...senders.flatMap((sender) => senderTroubles(sender, stored.get(sender.thread) ?? [])),
  ]
}

function threadTroubles(thread: string, messages: ShownMessage[]): string[] {
  const gap = messages.findIndex(({ seq }, place) => seq !== place + 1)
  const doubled = messages.length - new Set(messages.map(({ id }) => id)).size
  return [
    ...(gap >= 0 ? [`thread ${thread}: message ${gap + 1} has the seq ${messages[gap]!.seq}`] : []),
    ...(doubled > 0 ? [`thread ${thread}: ${doubled} messages twice`] : []),
  ]
}

function senderTroubles({ person, sent }: Sender, messages: ShownMessage[]): string[] {
  const kept = new Map(messages.map((message) => [message.id, message]))
  const troubles = sent.flatMap(({ id, text, seq }) => {
    const message = kept.get(id)
    if (!message) return [`${person}: "${text}" is lost`]
    if (message.seq !== seq) return [`${person}: "${text}" was acknowledged as ${seq} and is ${message.seq}`]
    return message.text === text ? [] : [`${person}: "${text}" became "${message.text}"`]
  })
  const written = new Set(sent.map(({ id }) => id))
  const order = messages.filter(({ id }) => written.has(id)).map(({ id }) => id)
  const turned = order.findIndex((id, place) => id !== sent[place]?.id)
  return turned >= 0 ? [...troubles, `${person}: message ${turned} is out of order`] : troubles
}
