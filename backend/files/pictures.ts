/** Pictures, with sharp where it is installed: their pixels, and a small one to show first. */
import { buffer } from 'node:stream/consumers'
import type { Metadata, Sharp, SharpOptions } from 'sharp'

/** The only kinds that are ever decoded, and the only ones a browser may show in place. */
export const PICTURES = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif'])
export const PREVIEW_TYPE = 'image/webp'

/** Pixels along the longer side of a preview. */
const PREVIEW_SIDE = 640
/** Bytes of a picture that is looked into, and pixels of one that is decoded: more is a photograph of nothing. */
const BYTES_MOST = 30 * 1024 * 1024
const PIXELS_MOST = 40_000_000
const SECONDS_MOST = 10
/** Bytes of a decoded picture: of one that is read line by line, and of one that has to be held as a whole. */
const STREAMED_MOST = 128 * 1024 * 1024
const HELD_MOST = 64 * 1024 * 1024
/** No photograph is so large and packs so well: how many times smaller its file may be, from `HELD_MOST` on. */
const PACKED_MOST = 100

export interface Picture {
  width: number
  height: number
  /** WebP, without what the camera wrote into it; absent when the picture itself is smaller. */
  preview?: Uint8Array
}

/** What a picture shows; undefined when it can't be decoded, is too large to, or nothing is installed to do it. */
export async function lookAt(
  type: string,
  size: number,
  bytes: () => Promise<ReadableStream<Uint8Array> | undefined>,
): Promise<Picture | undefined> {
  if (!PICTURES.has(type) || size > BYTES_MOST) return undefined
  const open = await decoder()
  if (!open) return undefined
  return oneAtATime(async () => {
    const stored = await bytes()
    return stored && decode(open, await buffer(stored))
  })
}

type Open = (bytes: Buffer, options: SharpOptions) => Sharp

async function decode(open: Open, bytes: Buffer): Promise<Picture | undefined> {
  const picture = () => open(bytes, { limitInputPixels: PIXELS_MOST, failOn: 'error' })
  try {
    const found = await picture().metadata()
    if (isBomb(found, bytes.length)) return undefined
    const { autoOrient } = found
    const preview = await picture()
      .autoOrient()
      .resize({ width: PREVIEW_SIDE, height: PREVIEW_SIDE, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 78 })
      .timeout({ seconds: SECONDS_MOST })
      .toBuffer()
    return { ...autoOrient, ...(preview.length < bytes.length && { preview }) }
  } catch {
    // Broken pictures and bombs are kept as they are and shown as any other file.
    return undefined
  }
}

/** Told by its head alone, before a pixel of it is decoded. */
function isBomb({ width, height, channels, depth, format, isProgressive }: Metadata, size: number): boolean {
  const decoded = width * height * channels * (depth === 'uchar' ? 1 : 2)
  const held = isProgressive || format === 'gif' || format === 'webp'
  return decoded > (held ? HELD_MOST : STREAMED_MOST) || (decoded > HELD_MOST && decoded > size * PACKED_MOST)
}

let loading: Promise<Open | undefined> | undefined

/** sharp is optional: without it pictures come without a preview. */
function decoder(): Promise<Open | undefined> {
  loading ??= import('sharp').then(
    ({ default: sharp }) => {
      sharp.cache(false)
      sharp.concurrency(1)
      // libvips would decode SVG, HEIF, PDF and more if the bytes said so.
      sharp.block({ operation: ['VipsForeignLoad'] })
      sharp.unblock({
        operation: ['Png', 'Jpeg', 'Webp', 'Nsgif'].map((kind) => `VipsForeignLoad${kind}Buffer`),
      })
      return sharp
    },
    () => undefined,
  )
  return loading
}

let last: Promise<unknown> = Promise.resolve()

/** A decoded picture takes much memory: two at once would take it twice. */
function oneAtATime<T>(act: () => Promise<T>): Promise<T> {
  const turn = last.then(act)
  last = turn.catch(() => {})
  return turn
}
