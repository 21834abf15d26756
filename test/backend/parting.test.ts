/** An administrator who wishes to part leaves the dossiers of all records in the CRM first. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { schedule } from '../../backend/later/schedule.ts'
import { verifyFile } from '../../backend/leaving/signing.ts'
import type { PartingPreview, PartingStatement, ShownLastWish } from '../../backend/shown.ts'
import { verifyDossier } from '../../tools/dossier/verifier.mjs'
import { atHome, type Visitor } from '../at-home.ts'
import { archiveOf, sendFile } from '../dossier.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'
import { decideAll, look } from './erasure-fixture.ts'

const HOUR = 60 * 60_000
const PATH = '/api/company/parting'

onEveryStore((stores) => {
  let w: World
  let manager: Person
  let admin: Visitor

  beforeAll(async () => {
    w = await world(stores)
    await w.portal.finishInstallation()
    manager = await w.open(people.manager)
    await w.open(people.admin)
    admin = await atHome(w, people.admin)
    const said = await manager.say('Слот держим до пятницы')
    await manager.delete(`/api/threads/${manager.team}/messages/${said.id}`)
    await manager.say('Слот держим до субботы')
    await sendFile(w.http, manager, { name: 'счёт.txt', type: 'text/plain', bytes: Buffer.from('сумма') })
    const wanted = { id: newId(), kind: 'private', title: 'Между нами', people: [people.head] }
    await manager.post('/api/threads', wanted)
    await manager.say('Об этом молчим', { thread: wanted.id })
    const other = await w.open(people.manager, deals.long)
    await other.say('Другая сделка')
  }, 60_000)
  afterAll(() => w?.stop())
  afterEach(() => w.portal.faults.calm())

  const preview = async (): Promise<PartingPreview> => (await admin.call('GET', `${PATH}/dossiers`)).body
  const shown = async (): Promise<ShownLastWish> => (await admin.call('GET', PATH)).body

  async function order(confirmed: number, id = newId()) {
    const wanted = { language: 'ru', zone: 'Europe/Moscow', confirmed }
    return { id, answer: await admin.call('PUT', `${PATH}/dossiers/${id}`, wanted) }
  }

  /** As long as it goes on by itself. */
  async function settled() {
    for (let n = 0; n < 20; n += 1) {
      await w.parts.partings.idle()
      await w.parts.errands.idle()
    }
  }

  async function statementOf(id: string): Promise<PartingStatement> {
    const { status, body } = await admin.call('GET', `${PATH}/dossiers/${id}/receipt`)
    expect(status).toBe(200)
    expect(verifyFile(JSON.stringify(body)).ok).toBe(true)
    return JSON.parse(body.statement)
  }

  const dossiersAt = () => w.portal.ownDisk(people.admin).filter(({ name }) => name.startsWith('dossier-'))

  test('he is shown how much there is, and what stays out, before he orders it', async () => {
    expect(await preview()).toMatchObject({
      ...{ records: 2, files: 1, bytes: Buffer.byteLength('сумма'), private: 1, classed: 0 },
      ...{ readers: 'person', narrowed: 0, largest: expect.any(Number) },
    })
    expect((await order(1)).answer.body.error.reason).toBe('not_confirmed')
    expect((await admin.call('PUT', PATH, { wish: 'leave' })).body).toMatchObject({ wish: 'leave' })
  })

  test('the dossiers of all records come to lie in his own storage, once each, and a signed receipt says so', async () => {
    const { id, answer } = await order(2)
    expect(answer).toMatchObject({ status: 201, body: { parting: { id, records: 2 } } })
    expect((await order(2, id)).answer.status).toBe(201)
    await settled()
    expect((await shown()).parting).toMatchObject({ id, left: 2, notLeft: 0, endedAt: expect.any(String) })
    expect(dossiersAt()).toHaveLength(2)
    const { left, notLeft, readers } = await statementOf(id)
    expect({ notLeft, readers }).toEqual({ notLeft: [], readers: 'person' })
    expect(left.map(({ record }) => record)).toEqual([`deal:${deals.daisy}`, `deal:${deals.long}`])
    expect(left[0]!.without).toEqual({ threads: 1, files: 0, tooMuch: 0 })
    for (const { id: file, bytes, sha256 } of left) {
      const lying = dossiersAt().find((one) => String(one.id) === file)!
      expect(lying.bytes.length).toBe(bytes)
      const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(lying.bytes))
      expect(Buffer.from(digest).toString('hex')).toBe(sha256)
      expect(await verifyDossier(archiveOf(lying.bytes))).toMatchObject({ ok: true })
    }
    const { entries } = (
      await admin.call('GET', '/api/audit?acts=dossiers.ordered,dossier.left,dossiers.left')
    ).body
    expect(entries.map(({ act }: { act: string }) => act).toSorted()).toEqual(
      ['dossier.left', 'dossier.left', 'dossiers.left', 'dossiers.ordered'].toSorted(),
    )
  })

  test('private discussions are in none of them', async () => {
    for (const { bytes } of dossiersAt()) {
      const { unzipSync } = await import('fflate')
      const parts = Object.values(unzipSync(new Uint8Array(bytes))).map((one) => Buffer.from(one).toString())
      expect(parts.join('')).not.toContain('молчим')
      expect(parts.join('')).not.toContain('Между нами')
    }
  })

  test('whoever is no administrator is told of nothing', async () => {
    const other = await atHome(w, people.manager)
    expect((await other.call('GET', `${PATH}/dossiers`)).status).toBe(404)
  })

  test('an answer of the CRM that is lost leaves none there twice', async () => {
    const before = dossiersAt().length
    w.portal.faults.dropAnswers(1, 'disk.folder.uploadFile')
    const { id } = await order(2)
    await settled()
    w.portal.faults.calm()
    w.clock.advance(2 * 60_000)
    await w.parts.workErrands(w.company)
    await settled()
    expect((await shown()).parting).toMatchObject({ id, left: 2, endedAt: expect.any(String) })
    expect(dossiersAt()).toHaveLength(before + 2)
  })

  test('what a node that died has left is carried on by the next', async () => {
    const before = dossiersAt().length
    const id = newId()
    const first = `deal:${deals.daisy}`
    await w.parts.store.write(w.company, async ({ company, db, t, now }) => {
      const said = {
        language: 'ru' as const,
        zone: 'UTC',
        readers: 'person' as const,
        records: 2,
        reached: first,
      }
      await db.insert(t.parting).values({ company, id, at: now, by: people.admin, ...said })
      const makingUntil = new Date(now.getTime() + 60_000)
      await db.insert(t.partingDossier).values({ company, parting: id, record: first, tries: 1, makingUntil })
    })
    const carryOn = schedule(w.parts).find(({ name }) => name === 'dossiers to be put into the CRM')!
    for (let n = 0; n < 4; n += 1) {
      while (await carryOn.slice(w.company));
      w.clock.advance(HOUR)
      admin = await atHome(w, people.admin)
      await w.parts.workErrands(w.company)
      await settled()
    }
    expect((await shown()).parting).toMatchObject({ id, left: 2, endedAt: expect.any(String) })
    expect(dossiersAt()).toHaveLength(before + 2)
  })

  test('what was left of a record is taken back when somebody is erased from it', async () => {
    manager = await w.open(people.manager)
    await manager.say('Игнатий Пчёлкин ждёт звонка')
    const before = dossiersAt().length
    await order(2)
    await settled()
    expect(dossiersAt()).toHaveLength(before + 2)
    const preview = await look(admin, [{ kind: 'name', text: 'Игнатий Пчёлкин' }])
    const there = preview.host.filter(({ what }) => what === 'file')
    expect(there.length).toBeGreaterThan(0)
    const { confirm } = await decideAll(admin, preview, () => ({ decision: 'redact' }))
    expect(
      (await admin.call('POST', `/api/erasures/${preview.id}/order`, { confirmed: confirm })).status,
    ).toBe(200)
    await w.parts.workErrands(w.company)
    await settled()
    await w.parts.carryOutErasures(w.company)
    expect(dossiersAt().map(({ name }) => name)).toEqual(
      dossiersAt().flatMap(({ name }) => (name.includes(deals.long) ? name : [])),
    )
  })

  test('called off, the rest is named as not there', async () => {
    w.portal.faults.storm('INTERNAL_SERVER_ERROR', 3600, 'disk.storage.getList')
    const { id } = await order(2)
    expect((await admin.call('DELETE', `${PATH}/dossiers/${id}`)).status).toBe(200)
    w.portal.faults.calm()
    for (let n = 0; n < 3; n += 1) {
      await settled()
      w.clock.advance(HOUR)
      await w.parts.workErrands(w.company)
    }
    admin = await atHome(w, people.admin)
    await settled()
    const { parting } = await shown()
    expect(parting!.left + parting!.notLeft).toBe(2)
    expect(parting).toMatchObject({ id, endedAt: expect.any(String), calledOffAt: expect.any(String) })
    const { notLeft } = await statementOf(id)
    expect(notLeft.every(({ why }) => why === 'called_off')).toBe(true)
    expect((await admin.call('DELETE', `${PATH}/dossiers/${id}`)).body.error.reason).toBe('decided')
  })

  test('a CRM that is silent for days is not asked for each of thousands: what is not there is named', async () => {
    w.portal.faults.storm('INTERNAL_SERVER_ERROR', 3600 * 24 * 30, 'disk.storage.getList')
    const { id } = await order(2)
    for (let n = 0; n < 60; n += 1) {
      await settled()
      w.clock.advance(HOUR)
      await w.parts.workErrands(w.company)
    }
    await settled()
    w.portal.faults.calm()
    admin = await atHome(w, people.admin)
    const { notLeft, left } = await statementOf(id)
    expect(left).toEqual([])
    expect(notLeft.map(({ why }) => why)).toEqual(['unreachable', 'unreachable'])
  })

  test('removed with its data, the CRM keeps the dossiers, and they verify themselves', async () => {
    const files = dossiersAt()
    expect(files.length).toBeGreaterThan(0)
    const { id } = await order(2)
    await w.portal.uninstall({ clean: true })
    await w.parts.inboxIdle()
    for (let n = 0; n < 4; n += 1) {
      w.clock.advance(HOUR)
      await w.parts.workErrands(w.company)
      await settled()
      while (await w.parts.partings.work(w.company));
    }
    expect(w.portal.disk(Number(deals.daisy))).toEqual([])
    const folder = mkdtempSync(join(tmpdir(), 'dealthread-left-'))
    try {
      for (const { bytes, name } of dossiersAt()) {
        writeFileSync(join(folder, name), bytes)
        const verify = fileURLToPath(new URL('../../tools/dossier/verify.mjs', import.meta.url))
        const told = execFileSync(process.execPath, [verify, join(folder, name)], { encoding: 'utf8' })
        expect(told).toMatch(/^As it was signed/)
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
    const row = await w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.parting))
    const last = row.find((one) => one.id === id)!
    expect(last.endedAt).not.toBeNull()
    const { left, notLeft } = JSON.parse(last.body!) as PartingStatement
    expect(left.length + notLeft.length).toBe(2)
    expect(notLeft.every(({ why }) => why === 'removed' || why === 'not_shown')).toBe(true)
  })
})
