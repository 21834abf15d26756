/** What a dismissal leaves in writing: the signed act, and what he did and saw before. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { verifyFile } from '../../backend/leaving/signing.ts'
import { atHome, type Visitor } from '../at-home.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World } from '../world.ts'
import { dismiss, leavingScene, path, threadOf } from './leaving-fixture.ts'

const HOUR = 60 * 60_000

onEveryStore((stores) => {
  let w: World
  let admin: Visitor
  let leaver: Person

  beforeEach(async () => {
    ;({ w, admin, leaver } = await leavingScene(stores))
  })
  afterEach(() => w?.stop())

  test('the act is signed, and any change of it shows', async () => {
    const { id } = await dismiss(admin)
    const { body } = await admin.call('GET', path(`/${id}/act`))
    const file = JSON.stringify(body)
    const [key] = (await admin.call('GET', path())).body.keys
    expect(verifyFile(file, key.publicKey)).toMatchObject({
      ok: true,
      statement: { of: 'leaving', person: { id: people.manager }, by: { id: people.admin } },
    })
    const forged = file.replace(/\\"of\\":\\"leaving\\"/, '\\"of\\":\\"undoing\\"')
    expect(forged).not.toBe(file)
    expect(verifyFile(forged)).toEqual({ ok: false, why: 'wrong_signature' })
    expect(verifyFile(file, Buffer.alloc(32).toString('base64url'))).toEqual({
      ok: false,
      why: 'another_key',
    })
    expect(verifyFile('{}')).toEqual({ ok: false, why: 'not_an_act' })
    expect(JSON.stringify(body)).not.toContain('Слот')
  })

  test('undoing is stated too, and the first act stays as it was', async () => {
    const { id } = await dismiss(admin)
    const before = (await admin.call('GET', path(`/${id}/act`))).body
    await admin.call('DELETE', path(`/${id}`))
    expect((await admin.call('GET', path(`/${id}/act`))).body).toEqual(before)
    const after = (await admin.call('GET', path(`/${id}/act?of=undoing`))).body
    expect(JSON.parse(after.statement)).toMatchObject({ of: 'undoing', undone: { by: { id: people.admin } } })
  })

  test.each(['ru', 'uk', 'en'])('the act is a document in %s with the signed file in it', async (lang) => {
    const { id } = await dismiss(admin)
    const url = path(`/${id}/act.pdf?lang=${lang}`)
    const page = await w.http.request(url, { headers: { Authorization: `Bearer ${admin.token}` } })
    expect(page.headers.get('content-type')).toBe('application/pdf')
    const bytes = Buffer.from(await page.arrayBuffer()).toString('latin1')
    expect(bytes.slice(0, 5)).toBe('%PDF-')
    expect(bytes).toContain('act.json')
    expect(bytes).toMatch(/DejaVuSans/)
  })

  test('what he opened, downloaded and exported in the last 30 days is reported', async () => {
    const file = newId()
    await w.http.request(`/api/files/${file}`, {
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${leaver.token}`,
        'Content-Type': 'text/plain',
        'X-Thread': leaver.team,
        'X-File-Name': "UTF-8''price.txt",
      },
      body: 'a price',
    })
    await leaver.say('прайс', { files: [file] })
    w.clock.advance(1000)
    await leaver.get(`/api/files/${file}`)
    const { body } = await admin.call('GET', path(`/people/${people.manager}/seen`))
    expect(body.counts).toEqual({ opened: 1, downloaded: 1, exported: 0 })
    expect(body.rows[0]).toMatchObject({ what: 'downloaded', name: 'price.txt', record: { id: deals.daisy } })
    w.clock.advance(31 * 24 * HOUR)
    admin = await atHome(w, people.admin)
    expect((await admin.call('GET', path(`/people/${people.manager}/seen`))).body.rows).toEqual([])
  })

  test('all he has made is listed, a page after another; of a private thread without a word', async () => {
    const secret = await threadOf(leaver, 'private', 'Скидка', [people.trade])
    await leaver.say('отдам за полцены', { thread: secret })
    for (let n = 0; n < 60; n += 1) await leaver.say(`сообщение ${n}`)
    const made = async (more = '') =>
      (await admin.call('GET', path(`/people/${people.manager}/made?what=messages${more}`))).body
    const first = await made()
    const rest = await made(`&before=${first.next}`)
    const all = [...first.rows, ...rest.rows]
    expect(all.length).toBe(62)
    expect(new Set(all.map(({ id }) => id)).size).toBe(62)
    const hidden = all.find(({ thread }) => thread.id === secret)
    expect(hidden).toMatchObject({ text: null, thread: { title: '' } })
    expect(rest.next).toBeUndefined()
  })
})
