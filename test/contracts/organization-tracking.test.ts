import { afterEach, beforeEach, expect, test } from 'vitest'
import { guidOf } from '../../crm-adapters/dynamics365/organization/organization.ts'
import { sergey, type Visit, visit } from './organization-visit.ts'

let v: Visit
beforeEach(async () => {
  v = await visit()
})
afterEach(() => v.leave())

const tracking = { Prefer: 'odata.track-changes' }
const first = async (path = 'contacts?$select=fullname') =>
  (await v.app('GET', path, undefined, tracking)).body

test('a first reading gives everything and a link to what comes later', async () => {
  const all = await first()
  expect(all.value).toHaveLength(8)
  expect((await v.app('GET', all['@odata.deltaLink'])).body.value).toEqual([])
})

test('the link gives what was changed, what was created and what was deleted since', async () => {
  const all = await first()
  v.organization.change({ table: 'contact', number: 61 }, { lastname: 'Коваленко' }, sergey)
  v.organization.remove({ table: 'contact', number: 66 }, sergey)
  v.organization.create('contact', { firstname: 'Пётр', lastname: 'Новый' }, sergey)
  const delta = (await v.app('GET', all['@odata.deltaLink'])).body
  expect(delta['@odata.context']).toMatch(/contacts\(fullname\)\/\$delta$/)
  expect(delta.value).toMatchObject([
    { contactid: guidOf('contact', 61), fullname: 'Анна Коваленко' },
    { fullname: 'Пётр Новый' },
    { id: guidOf('contact', 66), reason: 'deleted' },
  ])
  expect((await v.app('GET', delta['@odata.deltaLink'])).body.value).toEqual([])
  expect((await v.app('GET', all['@odata.deltaLink'])).body.value).toHaveLength(3)
})

test('many changes come in pages, and the last of them has the link', async () => {
  const small = { Prefer: 'odata.track-changes,odata.maxpagesize=5' }
  const one = (await v.app('GET', 'contacts?$select=fullname', undefined, small)).body
  expect(one).not.toHaveProperty(['@odata.deltaLink'])
  const two = (await v.app('GET', one['@odata.nextLink'], undefined, small)).body
  expect([one.value.length, two.value.length, Boolean(two['@odata.deltaLink'])]).toEqual([5, 3, true])
})

test('nothing can be left out or sorted while changes are tracked', async () => {
  for (const option of ['$filter=statecode eq 0', '$orderby=fullname', '$expand=masterid', '$top=3']) {
    const { status, body } = await v.app('GET', `contacts?${option}`, undefined, tracking)
    expect([status, body.error.message]).toEqual([
      400,
      `The "${option.split('=')[0]}" query parameter is not supported when Change Tracking is enabled.`,
    ])
  }
})

test('it needs the right to read all of the organization', async () => {
  expect((await v.as(sergey).get('opportunities', tracking)).status).toBe(403)
  expect((await v.app('GET', 'opportunities', undefined, tracking)).status).toBe(200)
  expect((await v.app('GET', 'annotations', undefined, tracking)).status).toBe(400)
})

test('a link older than seven days is no longer good', async () => {
  const { '@odata.deltaLink': link } = await first()
  v.passes(7 * 86_400)
  expect((await v.app('GET', link)).status).toBe(200)
  v.passes(1)
  expect(await v.app('GET', link)).toMatchObject({ status: 400, body: { error: { code: '0x80044352' } } })
})
