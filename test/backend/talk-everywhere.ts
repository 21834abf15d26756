import { newId } from '../../backend/ids.ts'
import { type Person, people, type World } from '../world.ts'

/** Leaves these words in every place where people leave words: texts old and new, titles, drafts, files and their names. */
export async function talkEverywhere({ http }: World, person: Person, words: string) {
  const topic = { id: newId(), kind: 'topic', title: `Тема: ${words}` }
  await person.post('/api/threads', topic)
  await person.post('/api/threads', { ...topic, id: newId(), kind: 'private', people: [people.head] })
  const said = await person.say(`Договорились, ${words}`)
  await person.patch(`/api/threads/${person.team}/messages/${said.id}`, { text: `Исправлено: ${words}` })
  await person.put(`/api/threads/${person.team}/messages/${said.id}/reactions/👍`)
  await person.put(`/api/threads/${topic.id}/draft`, { text: `Черновик: ${words}` })
  const file = newId()
  const sent = await http.request(`/api/files/${file}`, {
    method: 'PUT',
    headers: {
      Authorization: `Bearer ${person.token}`,
      'Content-Type': 'text/plain',
      'X-File-Name': `UTF-8''${encodeURIComponent(`${words}.txt`)}`,
      'X-Thread': person.team,
    },
    body: `В файле: ${words}`,
  })
  if (sent.status !== 201) throw new Error(`the file was not taken: ${sent.status}`)
  await person.say(`Файл: ${words}`, { files: [file] })
}
