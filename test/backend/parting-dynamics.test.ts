/** In Dynamics the dossiers lie in the records' notes, which whoever sees a record reads: nobody learns more by them than here. */
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { MessagePage, PartingStatement } from '../../backend/shown.ts'
import { verifyDossier } from '../../tools/dossier/verifier.mjs'
import { archiveOf, sendFile } from '../dossier.ts'
import { colleagues, type DynamicsWorld, dynamicsWorld, opportunities } from '../dynamics-world.ts'
import { onEveryStore } from '../stores.ts'
import type { Person } from '../world.ts'

const { admin, head, seller } = colleagues
const PATH = '/api/company/parting'

onEveryStore((stores) => {
  let w: DynamicsWorld
  let sergey: Person
  let token: string

  beforeAll(async () => {
    w = await dynamicsWorld(stores)
    sergey = await w.openCard(seller)
    await w.openCard(admin)
    token = await ownPageOf(admin)
    const said = await sergey.say('Скидку не даём')
    await sergey.delete(`/api/threads/${sergey.team}/messages/${said.id}`)
    await sergey.say('Слот держим до субботы')
    const text = (name: string, content: string) => ({
      name,
      type: 'text/plain',
      bytes: Buffer.from(content),
    })
    await sendFile(w.http, sergey, text('счёт.txt', 'сумма к оплате'))
    const cost = await sendFile(w.http, sergey, text('себестоимость.txt', 'по 100 за штуку'))
    expect((await sergey.put(`/api/files/${cost}/about`, { class: 'cost' })).status).toBe(200)
    const wrong = await sendFile(w.http, sergey, text('не тот файл.txt', 'чужая смета'))
    const { messages } = (await sergey.get(`/api/threads/${sergey.team}/messages`)).body as MessagePage
    const sent = messages.find(({ files }) => files.some(({ id }) => id === wrong))!
    await sergey.delete(`/api/threads/${sergey.team}/messages/${sent.id}`)
    const large = Buffer.alloc(6 * 1024 * 1024)
    crypto.getRandomValues(large.subarray(0, 65536))
    await sendFile(w.http, sergey, { name: 'чертёж.bin', type: 'application/octet-stream', bytes: large })
    const secret = {
      id: newId(),
      kind: 'private',
      title: 'Между нами',
      people: [w.organization.person(head).id],
    }
    await sergey.post('/api/threads', secret)
    await sergey.say('Об этом молчим', { thread: secret.id })
  }, 60_000)
  afterAll(() => w?.stop())

  async function ownPageOf(person: number): Promise<string> {
    const held = await w.ticket()
    await w.browser(person).follow(held.url)
    const opened = await w.post('/dynamics/home', { company: w.company, ticket: held.ticket, locale: 'ru' })
    expect(opened.status).toBe(200)
    return opened.body.session.token
  }

  /** As the administrator, from our own page. */
  async function call(method: string, path: string, body?: unknown) {
    const answer = await w.http.request(path, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: await answer.json() }
  }

  async function settled() {
    for (let n = 0; n < 20; n += 1) {
      await w.parts.partings.idle()
      await w.parts.errands.idle()
    }
  }

  test('what all who see the record may read is left there, shortened to what the organization takes', async () => {
    const { body: preview } = await call('GET', `${PATH}/dossiers`)
    expect(preview).toMatchObject({
      records: 1,
      private: 1,
      classed: 1,
      readers: 'record',
      largest: 5_242_880,
    })
    const id = newId()
    const wanted = { language: 'ru', zone: 'Europe/Moscow', confirmed: 1 }
    expect((await call('PUT', `${PATH}/dossiers/${id}`, wanted)).status).toBe(201)
    await settled()
    const { body } = await call('GET', PATH)
    expect(body.parting).toMatchObject({ left: 1, notLeft: 0, shortened: 1 })
    const signed = (await call('GET', `${PATH}/dossiers/${id}/receipt`)).body
    const { left } = JSON.parse(signed.statement) as PartingStatement
    expect(left).toMatchObject([{ without: { threads: 1, files: 2, tooMuch: 1 } }])
    const note = w.organization.read({ table: 'annotation', id: left[0]!.id! })!
    expect(note).toMatchObject({
      objectid: { table: 'opportunity', id: w.deal(opportunities.daisy).id },
      mimetype: 'application/zip',
    })
    const bytes = new Uint8Array(Buffer.from(String(note.documentbody), 'base64'))
    expect(await verifyDossier(archiveOf(bytes))).toMatchObject({ ok: true, wrong: [] })
    const parts = unzipSync(bytes)
    const all = Object.values(parts)
      .map((one) => Buffer.from(one).toString())
      .join('\n')
    expect(all).toContain('Слот держим до субботы')
    expect(all).toContain('сумма к оплате')
    for (const unseen of [
      'Скидку не даём',
      'не тот файл',
      'чужая смета',
      'себестоимость',
      'по 100 за штуку',
      'молчим',
      'Между нами',
    ])
      expect(all, unseen).not.toContain(unseen)
    const log = Buffer.from(parts['audit/entries.jsonl']!).toString()
    expect(log).not.toContain('session.begun')
    expect(log).not.toContain('"from"')
  })
})
