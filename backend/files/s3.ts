/** Files in a bucket of S3 or whatever speaks as it: for several nodes, none of which has a disk of its own. */
import { Refused } from '../refused.ts'
import { measuring, streaming } from './bytes.ts'
import { folderOf, KeyTaken, keyOf, type Place, pathOf } from './port.ts'
import { asker, type Bucket, BucketFailed, type Patience, readXml, unlessSilent } from './s3-requests.ts'
import { createUploads } from './s3-uploads.ts'

export { readFilesUrl } from './s3-requests.ts'

/** Objects deleted at once. */
const AT_ONCE = 8
/** No company is called that: `folderOf` allows no dot. */
const LABEL = '.label'
const PATIENCE: Patience = { silence: 30_000, pause: 100, times: 5 }

/**
 * Throws a sentence when the bucket is not there, is not ours to use, or keeps what is deleted. How long anything is
 * kept is for us to say: no rule of the bucket's own is relied upon.
 */
export async function createS3Files(bucket: Bucket, patient: Partial<Patience> = {}): Promise<Place> {
  const patience = { ...PATIENCE, ...patient }
  const ask = asker(bucket, patience)
  const uploads = createUploads(ask)
  const named = (path: string) => bucket.prefix + path
  await mustForget()

  async function mustForget() {
    const answer = await ask('GET', '', { query: { versioning: '' }, also: [501] })
    const { Status: kept } = readXml(await answer.text()).VersioningConfiguration ?? {}
    if (kept === 'Enabled')
      throw new Error(
        'The bucket of FILES_URL keeps what is deleted (versioning): what people erase would stay.',
      )
  }

  async function size(path: string): Promise<number | undefined> {
    const answer = await ask('HEAD', `/${path}`, { also: [404] })
    return answer.status === 404 ? undefined : Number(answer.headers.get('content-length'))
  }

  /** A connection that breaks is begun again where it was, as long as the object is the same. */
  async function* read(path: string, begun: Response, { start, end }: { start: number; end?: number }) {
    let [answer, next, failed] = [begun, start, 0]
    for (;;) {
      try {
        for await (const piece of unlessSilent(answer, patience.silence)) {
          next += piece.length
          failed = 0
          yield piece
        }
        return
      } catch (error) {
        failed += 1
        if (failed >= patience.times) throw error
        const headers = { Range: `bytes=${next}-${end ?? ''}`, 'If-Match': begun.headers.get('etag') ?? '' }
        answer = await ask('GET', `/${path}`, { headers })
      }
    }
  }

  async function remove(path: string) {
    const answer = await ask('DELETE', `/${path}`, { also: [404] })
    await answer.body?.cancel()
  }

  async function* list(company: string) {
    const prefix = named(`${folderOf(company)}/`)
    let more: Record<string, string> | undefined = {}
    while (more) {
      const answer = await ask('GET', '', { query: { 'list-type': '2', prefix, ...more } })
      const page = readXml(await answer.text()).ListBucketResult ?? {}
      for (const { Key: name, LastModified: at } of page.Contents ?? []) {
        const key = keyOf(String(name).slice(bucket.prefix.length))
        if (key) yield { key, at: new Date(at) }
      }
      more =
        page.IsTruncated === 'true' ? { 'continuation-token': String(page.NextContinuationToken) } : undefined
    }
  }

  return {
    list,
    size: (key) => size(named(pathOf(key))),
    remove: (key) => remove(named(pathOf(key))),

    async put(key, bytes, most) {
      const path = named(pathOf(key))
      const { passed, measured } = measuring(bytes, most)
      // Asked first, for not every server knows the condition an upload is sent with.
      const taken = (await size(path)) !== undefined
      if (taken) for await (const _ of passed);
      if (taken || !(await refusingWhenFull(uploads.upload(path, passed, { onlyNew: true }))))
        throw new KeyTaken(key, measured())
      return measured()
    },

    async replace(key, bytes) {
      await refusingWhenFull(uploads.upload(named(pathOf(key)), bytes, { onlyNew: false }))
    },

    async get(key, range) {
      const path = named(pathOf(key))
      const headers = range && { Range: `bytes=${range.start}-${range.end}` }
      const answer = await ask('GET', `/${path}`, { ...(headers && { headers }), also: [404, 416] })
      if (answer.ok)
        return streaming(read(path, answer, range ?? { start: 0 }), async () => answer.body?.cancel())
      await answer.body?.cancel()
      // 416: nothing of the range exists.
      return answer.status === 404 ? undefined : new Blob().stream()
    },

    async forget(company) {
      await uploads.dropUnder(named(`${folderOf(company)}/`))
      const going: Promise<void>[] = []
      for await (const { key } of list(company)) {
        going.push(remove(named(pathOf(key))))
        if (going.length === AT_ONCE) await Promise.all(going.splice(0))
      }
      await Promise.all(going)
    },

    dropUnfinished: (company, before) => uploads.dropUnder(named(`${folderOf(company)}/`), before),

    async label() {
      const answer = await ask('GET', `/${named(LABEL)}`, { also: [404] })
      const text = await answer.text()
      return answer.ok ? text : undefined
    },

    async setLabel(text) {
      await ask('PUT', `/${named(LABEL)}`, { body: text, headers: { 'If-None-Match': '*' }, also: [412] })
    },
  }
}

async function refusingWhenFull<T>(storing: Promise<T>): Promise<T> {
  return storing.catch((error) => {
    const said = error instanceof Refused ? error.cause : error
    const full = said instanceof BucketFailed && (said.status === 507 || /Quota|StorageFull/.test(said.code))
    throw full ? new Refused('storage_full', 'the bucket is full') : error
  })
}
