/** Two nodes on one Postgres whose files lie in a bucket. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createS3Files, readFilesUrl } from '../../backend/files/s3.ts'
import { newId } from '../../backend/ids.ts'
import type { ShownFile } from '../../backend/shown.ts'
import { nodes, type TestNode, type Town } from '../nodes.ts'
import { postgresWanted } from '../postgres.ts'
import { type LocalBucket, startBucket } from '../s3/bucket.ts'
import { type Person, people } from '../world.ts'
import { noise, sha256 } from './files-fixture.ts'

describe.skipIf(!postgresWanted)('two nodes with one bucket', () => {
  let bucket: LocalBucket
  let town: Town
  let manager: [Person, Person]

  beforeAll(async () => {
    bucket = await startBucket()
    town = await nodes({ openPlace: () => createS3Files(readFilesUrl(bucket.url)) })
    manager = await town.open(people.manager)
  }, 60_000)
  afterAll(async () => {
    await town?.stop()
    await bucket?.stop()
  })

  test('what was uploaded at one is downloaded at the other, whole and in part, and the bucket can read none of it', async () => {
    const text = Buffer.from('Спецификация к договору '.repeat(20_000))
    const file = await upload(town.a, manager[0], text)
    expect(file.hash).toBe(sha256(text))
    expect((await download(town.b, manager[1], file.id)).equals(text)).toBe(true)
    const part = await download(town.b, manager[1], file.id, { Range: 'bytes=200000-200099' })
    expect(part.equals(text.subarray(200_000, 200_100))).toBe(true)
    expect([...bucket.objects.values()].some(({ bytes }) => bytes.includes('Спецификация'))).toBe(false)
  })

  test('the same file sent to both at once is one file', async () => {
    const id = newId()
    const bytes = noise(9_000_000)
    const [one, two] = await Promise.all([
      upload(town.a, manager[0], bytes, id),
      upload(town.b, manager[1], bytes, id),
    ])
    expect(one.hash).toBe(two.hash)
    expect([...bucket.objects.keys()].filter((name) => name.endsWith(id))).toHaveLength(1)
    expect(sha256(await download(town.a, manager[0], id))).toBe(sha256(bytes))
  })
})

async function upload({ http }: TestNode, person: Person, bytes: Buffer, id = newId()): Promise<ShownFile> {
  const answer = await http.request(`/api/files/${id}`, {
    method: 'PUT',
    headers: {
      Authorization: `Bearer ${person.token}`,
      'X-Thread': person.team,
      'X-File-Name': "UTF-8''offer.txt",
    },
    body: new Uint8Array(bytes),
  })
  expect([200, 201]).toContain(answer.status)
  return answer.json() as Promise<ShownFile>
}

async function download({ http }: TestNode, { token }: Person, id: string, headers = {}): Promise<Buffer> {
  const answer = await http.request(`/api/files/${id}`, {
    headers: { Authorization: `Bearer ${token}`, ...headers },
  })
  expect([200, 206]).toContain(answer.status)
  return Buffer.from(await answer.arrayBuffer())
}
