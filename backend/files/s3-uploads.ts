/** Putting bytes of any length into a bucket: small ones in one request, larger ones in parts, none of which is seen before the last. */
import { type Ask, BucketFailed, readXml } from './s3-requests.ts'

/** Bytes of a part, held in memory until the server has it; S3 takes none smaller than 5 MB but the last. */
export const PART = 8 * 1024 * 1024

export interface Uploads {
  /** False when `onlyNew` and there is such an object already; then all of the bytes have been read too. */
  upload(name: string, bytes: AsyncIterable<Uint8Array>, how: { onlyNew: boolean }): Promise<boolean>
  /** Gives up uploads of names that begin so and were begun before that time, or at all. */
  dropUnder(prefix: string, before?: Date): Promise<void>
}

/** A condition that did not hold. */
const FAILED = 412

export function createUploads(ask: Ask): Uploads {
  async function upload(name: string, bytes: AsyncIterable<Uint8Array>, { onlyNew }: { onlyNew: boolean }) {
    const condition: Record<string, string> = onlyNew ? { 'If-None-Match': '*' } : {}
    const parts = inParts(bytes)
    const first = (await parts.next()).value ?? new Uint8Array()
    const second = await parts.next()
    if (second.done) {
      const answer = await ask('PUT', `/${name}`, { body: first, headers: condition, also: [FAILED] })
      return answer.ok
    }

    const id = await begin(name)
    try {
      const etags = [await put(name, id, 1, first), await put(name, id, 2, second.value)]
      for await (const part of parts) etags.push(await put(name, id, etags.length + 1, part))
      return await complete(name, id, etags, condition)
    } catch (error) {
      await drop(name, id)
      throw error
    }
  }

  async function begin(name: string): Promise<string> {
    const answer = await ask('POST', `/${name}`, { query: { uploads: '' } })
    return String(readXml(await answer.text()).InitiateMultipartUploadResult?.UploadId ?? '')
  }

  async function put(name: string, uploadId: string, number: number, body: Uint8Array): Promise<string> {
    const query = { partNumber: String(number), uploadId }
    const answer = await ask('PUT', `/${name}`, { query, body })
    await answer.body?.cancel()
    return answer.headers.get('etag') ?? ''
  }

  async function complete(name: string, uploadId: string, etags: string[], headers: Record<string, string>) {
    const parts = etags.map(
      (etag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${etag}</ETag></Part>`,
    )
    const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`
    const answer = await ask('POST', `/${name}`, { query: { uploadId }, body, headers, also: [FAILED, 404] })
    // It may take long: then the answer begins well and says in the end that it did not.
    const { Error: said } = readXml(await answer.text())
    if (answer.status === FAILED || said?.Code === 'PreconditionFailed') {
      await drop(name, uploadId)
      return false
    }
    // The answer to an earlier try was lost, and the upload is what is there now: as good as taken.
    if (answer.status === 404 && (await ask('HEAD', `/${name}`, { also: [404] })).ok) return false
    if (!answer.ok || said) {
      const code = String(said?.Code ?? '')
      throw new BucketFailed(
        `the bucket did not put the parts of ${name} together: ${code}`,
        answer.status,
        code,
      )
    }
    return true
  }

  async function drop(name: string, uploadId: string) {
    const answer = await ask('DELETE', `/${name}`, { query: { uploadId }, also: [404] })
    await answer.body?.cancel()
  }

  return {
    upload,

    async dropUnder(prefix, before) {
      let after: Record<string, string> | undefined = {}
      while (after) {
        // Some servers cannot tell. What is left of an upload there is sealed, and its company's key gone.
        const answer = await ask('GET', '', { query: { uploads: '', prefix, ...after }, also: [501] })
        const page = readXml(await answer.text()).ListMultipartUploadsResult ?? {}
        for (const { Key: name, UploadId: id, Initiated } of page.Upload ?? []) {
          if (!before || new Date(Initiated) < before) await drop(String(name), String(id))
        }
        after =
          page.IsTruncated === 'true'
            ? {
                'key-marker': String(page.NextKeyMarker),
                'upload-id-marker': String(page.NextUploadIdMarker),
              }
            : undefined
      }
    },
  }
}

async function* inParts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let seen: Uint8Array[] = []
  let size = 0
  for await (const piece of bytes) {
    for (let at = 0; at < piece.length; ) {
      const taken = piece.subarray(at, at + PART - size)
      // A copy, for whoever gives the pieces may use their memory again.
      seen.push(Buffer.from(taken))
      size += taken.length
      at += taken.length
      if (size === PART) {
        yield Buffer.concat(seen)
        seen = []
        size = 0
      }
    }
  }
  if (size > 0) yield Buffer.concat(seen)
}
