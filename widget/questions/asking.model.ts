/** What is asked in a discussion, as people ask it. Takes in the server's answer ahead of the event. */
import type {
  ComparedNumbers,
  DeadlinePreset,
  OfferedRoles,
  ShownFact,
  ShownMessage,
  Situation,
} from '../../backend/shown.ts'
import type { Result } from '../asking.ts'
import { server } from '../card/card.model.ts'
import { take } from '../threads/timeline.model.ts'
import { hearMessage } from './matters.model.ts'

/** A role or one person. */
export type To = { role: string } | { person: string }

type Answered = Promise<Result<ShownMessage>>

export interface NewQuestion {
  text: string
  to: To
  deadline: DeadlinePreset | string
}

export const offeredRoles = () => server().call<OfferedRoles>('GET', '/api/roles')

export const tellOfEmpty = (role: string) =>
  server().call<{ told: number }>('POST', `/api/roles/${encodeURIComponent(role)}/wanted`, {})

/** Under the same id it is the same question, however often it is asked. */
export const ask = (thread: string, id: string, wanted: NewQuestion) =>
  taken(server().call('PUT', question(thread, id), wanted))

export const withdrawQuestion = ({ thread, id }: ShownMessage) =>
  taken(server().call('DELETE', question(thread, id)))

export const markAnswer = (asked: ShownMessage, answer: string) =>
  taken(server().call('PUT', `${question(asked.thread, asked.id)}/answer`, { message: answer }))

export const notAnswered = (asked: ShownMessage) =>
  taken(server().call('DELETE', `${question(asked.thread, asked.id)}/answer`))

export const askApproval = (thread: string, id: string, wanted: { text: string; to: To }) =>
  taken(server().call('PUT', approval(thread, id), wanted))

export const withdrawApproval = ({ thread, id }: ShownMessage) =>
  taken(server().call('DELETE', approval(thread, id)))

export const decide = (
  { thread, id }: ShownMessage,
  decision: string,
  said: { yes: boolean; words: string },
) => taken(server().call('PUT', `${approval(thread, id)}/decisions/${decision}`, said))

export const numbersOf = ({ thread, id }: ShownMessage) =>
  server().call<ComparedNumbers>('GET', `${approval(thread, id)}/numbers`)

export const askToConfirm = (message: ShownMessage, whom: { people: string[]; roles: string[] }) =>
  taken(server().call('PUT', acknowledgement(message), whom))

export const confirm = (message: ShownMessage) =>
  taken(server().call('PUT', `${acknowledgement(message)}/mine`))

export const remind = (message: ShownMessage) =>
  taken(server().call('PUT', `${acknowledgement(message)}/reminder`))

export const situations = () => server().call<{ situations: Situation[] }>('GET', '/api/situations')

export interface NewSituation {
  situation: string
  language: 'ru' | 'uk' | 'en'
  thread: string
  topic: boolean
  text: string
}

export const openSituation = (id: string, wanted: NewSituation) =>
  taken(server().call('PUT', `/api/situations/${id}`, wanted))

export const tick = ({ thread, id }: ShownMessage, number: number, done: boolean) =>
  taken(server().call(done ? 'PUT' : 'DELETE', `${server().message(thread, id)}/checklist/${number}`))

export const keepFact = (id: string, wanted: { thread: string; message: string; text: string }) =>
  server().call<ShownFact>('PUT', fact(id), wanted)

export const editFact = (id: string, text: string) => server().call<ShownFact>('PATCH', fact(id), { text })

export const removeFact = (id: string) => server().call<void>('DELETE', fact(id))

const question = (thread: string, id: string) => `${server().thread(thread)}/questions/${id}`
const approval = (thread: string, id: string) => `${server().thread(thread)}/approvals/${id}`
const acknowledgement = ({ thread, id }: ShownMessage) => `${server().message(thread, id)}/acknowledgement`
const fact = (id: string) => `/api/facts/${id}`

async function taken(answering: Promise<Result<unknown>>): Answered {
  const answer = (await answering) as Result<ShownMessage>
  if (answer.ok) {
    await take(answer.value)
    hearMessage(answer.value)
  }
  return answer
}
