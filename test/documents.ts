/** Files as people post them and look at them, over HTTP. */
import { newId } from '../backend/ids.ts'
import type { ShownDocument, ShownFile, ShownMessage } from '../backend/shown.ts'
import type { Answered, Person, World } from './world.ts'

export interface Posted {
  id: string
  message: ShownMessage
  file: ShownFile
}

/** Whoever has a session of a card, whatever he is. */
export type Holder = Pick<Person, 'token' | 'team'>

export interface Posting {
  thread?: string
  /** What is said of it before it is sent. */
  about?: object
  content?: string
}

/** Uploads a file; throws when it is refused. */
export async function upload(
  w: World,
  who: Pick<Holder, 'token'>,
  name: string,
  thread: string,
  content = `в файле ${name}`,
): Promise<string> {
  const id = newId()
  const answer = await w.http.request(`/api/files/${id}`, {
    method: 'PUT',
    headers: {
      Authorization: `Bearer ${who.token}`,
      'Content-Type': 'text/plain',
      'X-Thread': thread,
      'X-File-Name': `UTF-8''${encodeURIComponent(name)}`,
    },
    body: content,
  })
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
  return id
}

/** Posts a file with a message of its own; throws when it is refused. */
export async function post(w: World, who: Person, name: string, posting: Posting = {}): Promise<Posted> {
  const { thread = who.team, about, content } = posting
  const id = await upload(w, who, name, thread, content)
  if (about) expectOk(await say(who, id, about))
  const message = await who.say(`Вот ${name}`, { thread, files: [id] })
  const file = message.files.find((one) => one.id === id)
  if (!file) throw new Error('its author does not see it')
  return { id, message, file }
}

/** Says something of a file. */
export const say = (who: Person, id: string, about: object): Promise<Answered> =>
  who.put(`/api/files/${id}/about`, about)

/** Files of the panel. */
export async function listed(who: Pick<Person, 'get'>, query = ''): Promise<ShownDocument[]> {
  return expectOk(await who.get(`/api/documents${query}`)).body.documents
}

/** A file as somebody is shown it in its thread; undefined when it is not there for him. */
export async function seen(
  who: Pick<Person, 'get'>,
  { message, id }: Posted,
): Promise<ShownFile | undefined> {
  const { body } = expectOk(await who.get(`/api/threads/${message.thread}/messages?limit=100`))
  const found = body.messages.find((one: ShownMessage) => one.id === message.id) as ShownMessage | undefined
  return found?.files.find((file) => file.id === id)
}

export function expectOk(answer: Answered): Answered {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return answer
}
