import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bitrix24 } from '../../crm-adapters/index.ts'
import type { Answer, Crm, Deed, Grant, Portal } from '../../crm-adapters/port.ts'
import { inPieces } from '../pieces.ts'
import { admin, alina, app, romashka, sergey, type Visit, visit } from './portal-visit.ts'
import { crmOf, scripted } from './scripted-bitrix24.ts'

type Keep = Extract<Deed, { do: 'keep' }>

let v: Visit
let crm: Crm
let address: Portal
const since = new Date('2026-11-20T09:00:00Z')
// As at a self-hosted portal.
const limits = () => ({ burst: 10_000, perSecond: 10_000 })

beforeEach(async () => {
  v = await visit()
  const { clientId, clientSecret } = app
  const { memberId: company, origin, restEndpoint: endpoint, oauthOrigin } = v.portal
  crm = bitrix24({
    clientId,
    clientSecret,
    oauthHosts: [oauthOrigin],
    allowLoopback: true,
    now: v.now,
    limits,
  })
  address = { host: 'bitrix24', company, origin, endpoint }
})
afterEach(() => v.leave())

function grantOf(person: string): Grant {
  const { AUTH_ID, REFRESH_ID } = v.portal.tokenFor(person)
  return { access: AUTH_ID, refresh: REFRESH_ID, expiresAt: new Date(v.now().getTime() + 3_600_000) }
}

function given<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`${answer.reason}: ${answer.message}`)
  return answer.value
}

function contract(content = 'подписано', changes: Partial<Keep> = {}): Keep {
  const bytes = Buffer.from(content)
  return {
    key: 'errand-1',
    do: 'keep',
    record: { type: 'deal', id: String(romashka) },
    name: 'договор.pdf',
    type: 'application/pdf',
    size: bytes.length,
    readers: [sergey, alina],
    others: [],
    narrow: false,
    bytes: async () => inPieces(bytes),
    ...changes,
  }
}

const lying = () => v.portal.disk(romashka).map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])
const folders = async () => {
  const { ROOT_OBJECT_ID: id } = await v.resultAs<{ ROOT_OBJECT_ID: string }>(admin, 'disk.storage.getForApp')
  return (await v.resultAs<{ NAME: string }[]>(admin, 'disk.folder.getChildren', { id })).map(
    ({ NAME }) => NAME,
  )
}

test('a file lies in its record’s folder, readable for those it was sent to', async () => {
  const kept = given(await crm.act(address, grantOf(admin), contract()))
  const [file] = v.portal.disk(romashka)
  expect(lying()).toEqual([['договор.pdf', 'подписано']])
  expect(file!.readers).toEqual([`U${sergey}`, `U${alina}`])
  expect(kept).toEqual({ id: String(file!.id), url: `/docs/file/${file!.id}/` })
})

test('all files of a record share one folder, those of another record have their own', async () => {
  given(await crm.act(address, grantOf(admin), contract('раз')))
  given(await crm.act(address, grantOf(admin), contract('второй')))
  given(await crm.act(address, grantOf(admin), contract('лид', { record: { type: 'lead', id: '1204' } })))
  expect(await folders()).toEqual(['deal-1204', 'lead-1204'])
})

test('a name that is taken gets a number, and the other file stays as it was', async () => {
  given(await crm.act(address, grantOf(admin), contract('раз')))
  given(await crm.act(address, grantOf(admin), contract('второй')))
  expect(lying()).toEqual([
    ['договор.pdf', 'раз'],
    ['договор (1).pdf', 'второй'],
  ])
})

test('a large file goes by the address the portal gives for it', async () => {
  const large = 'я'.repeat(700_000)
  given(await crm.act(address, grantOf(admin), contract(large, { name: 'чертёж №1.dwg' })))
  expect(v.portal.requests.map(({ method }) => method)).toContain('upload')
  const [file] = v.portal.disk(romashka)
  expect(file).toMatchObject({ name: 'чертёж №1.dwg', readers: [`U${sergey}`, `U${alina}`] })
  expect(Buffer.from(file!.bytes).toString()).toBe(large)
})

test.each([
  ['a small file', 'подписано', 'disk.folder.uploadFile'],
  ['a large file', 'x'.repeat(1_500_000), 'upload'],
])(
  '%s whose answer was lost is found again by name and size, and not laid there twice',
  async (_, content, lost) => {
    v.portal.faults.dropAnswers(1, lost)
    expect(await crm.act(address, grantOf(admin), contract(content))).toMatchObject({ reason: 'unreachable' })
    v.portal.faults.calm()
    const found = given(await crm.done(address, grantOf(admin), contract(content), since))
    expect(found).toMatchObject({ id: String(v.portal.disk(romashka)[0]!.id) })
    expect(given(await crm.act(address, grantOf(admin), contract(content, { key: 'errand-2' })))).toEqual(
      found,
    )
    expect(v.portal.disk(romashka)).toHaveLength(1)
  },
)

test('a lost answer is not confused with another file of that name and size', async () => {
  const first = given(await crm.act(address, grantOf(admin), contract('версия 1')))
  const second = contract('версия 2', { others: [first.id!] })
  expect(given(await crm.done(address, grantOf(admin), second, since))).toBeNull()
  given(await crm.act(address, grantOf(admin), second))
  expect(lying()).toEqual([
    ['договор.pdf', 'версия 1'],
    ['договор (1).pdf', 'версия 2'],
  ])
  expect(given(await crm.done(address, grantOf(admin), second, since))).not.toMatchObject({ id: first.id })
})

test('a file is found among hundreds', async () => {
  const record = { type: 'deal', id: String(romashka) }
  for (let n = 0; n < 60; n += 1) {
    given(await crm.act(address, grantOf(admin), contract(`${n}`, { record, name: `${n}.txt` })))
  }
  const last = contract('59', { name: '59.txt' })
  expect(given(await crm.done(address, grantOf(admin), last, since))).toMatchObject({
    id: expect.any(String),
  })
})

test('a file is found among thousands, in a few questions', async () => {
  const portal = await scripted()
  try {
    const folder = { ID: '12', TYPE: 'folder', NAME: `deal-${romashka}` }
    const files = Array.from({ length: 2600 }, (_, n) => ({
      ID: String(100 + n),
      TYPE: 'file',
      NAME: `${n}.txt`,
      SIZE: '4',
    }))
    portal.methods['disk.storage.getForApp'] = () => ({ result: { ID: '1', ROOT_OBJECT_ID: '11' } })
    portal.methods['disk.folder.getChildren'] = (params) => {
      const start = Number(params.get('start'))
      return { result: files.slice(start, start + 50) }
    }
    // Asked alone: for the record's folder.
    portal.instead = (path) =>
      path === '/rest/disk.folder.getChildren'
        ? { status: 200, text: JSON.stringify({ result: [folder] }) }
        : undefined
    const asking = crmOf(portal, { limits })
    const grant = { access: 'access-of-7', refresh: null, expiresAt: new Date(Date.now() + 3_600_000) }
    const sought = (name: string) => asking.done(portal.portal, grant, contract('****', { name }), since)
    expect(given(await sought('2599.txt'))).toMatchObject({ id: '2699' })
    expect(portal.arrived.length).toBeLessThan(12)
    expect(given(await sought('2600.txt'))).toBeNull()
  } finally {
    await portal.close()
  }
})

test('nothing is kept where nothing was sent, and nobody but an administrator keeps', async () => {
  expect(given(await crm.done(address, grantOf(admin), contract(), since))).toBeNull()
  expect(await crm.act(address, grantOf(sergey), contract())).toMatchObject({ ok: false, reason: 'denied' })
  expect(lying()).toEqual([])
})

test('two who make the folder at once have one', async () => {
  const [one, other] = await Promise.all([
    crm.act(address, grantOf(admin), contract('раз')),
    crm.act(address, grantOf(admin), contract('второй')),
  ])
  given(one)
  given(other)
  expect(await folders()).toEqual(['deal-1204'])
  expect(lying()).toHaveLength(2)
})

describe('an archive that is to stay', () => {
  const leave = (content: Uint8Array, name = 'dossier-deal-1204-0a1b2c.zip'): Deed => ({
    key: name,
    do: 'leave',
    record: { type: 'deal', id: String(romashka) },
    person: admin,
    name,
    size: content.length,
    bytes: async () => inPieces(content),
  })
  const left = () => v.portal.ownDisk(admin).map(({ name, bytes }) => [name, bytes.length])

  test.each([
    ['small', 1000, 'disk.folder.uploadFile'],
    ['large', 3_000_000, 'upload'],
  ])(
    'lies in the own storage of whoever asked, once, though its answer was lost: %s',
    async (_, size, lost) => {
      const content = new Uint8Array(size).fill(7)
      v.portal.faults.dropAnswers(1, lost)
      expect(await crm.act(address, grantOf(admin), leave(content))).toMatchObject({ reason: 'unreachable' })
      v.portal.faults.calm()
      const found = given(await crm.done(address, grantOf(admin), leave(content), since))
      expect(given(await crm.act(address, grantOf(admin), leave(content)))).toEqual(found)
      expect(left()).toEqual([['dossier-deal-1204-0a1b2c.zip', size]])
      expect(v.portal.disk(romashka)).toEqual([])
    },
  )

  test('is there when the application was removed with its data; what lies in the application’s storage is not', async () => {
    given(await crm.act(address, grantOf(admin), contract()))
    given(await crm.act(address, grantOf(admin), leave(new Uint8Array(10))))
    await v.portal.uninstall({ clean: true })
    expect(v.portal.disk(romashka)).toEqual([])
    expect(left()).toHaveLength(1)
  })

  test('larger than the portal takes is refused, and not even read', async () => {
    const most = given(await crm.largestFile(address, grantOf(admin)))
    const unread = {
      ...leave(new Uint8Array(0)),
      size: most + 1,
      bytes: () => Promise.reject(new Error('unread')),
    }
    expect(await crm.act(address, grantOf(admin), unread as Deed)).toMatchObject({ reason: 'unsupported' })
  })
})
