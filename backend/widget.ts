import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'

const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

interface Asset {
  bytes: Uint8Array<ArrayBuffer>
  type: string
  etag: string
}

type Folders = Record<'widgetFolder' | 'homeFolder' | 'guestFolder' | 'setupFolder', string>

/** The widget's built files. They are few and small, so they are read once; their names carry a hash, so browsers keep them. */
export function widgetRoutes({ widgetFolder, homeFolder, guestFolder, setupFolder }: Folders) {
  const folders = [widgetFolder, homeFolder, guestFolder, setupFolder]
  const assets = new Map(folders.flatMap((folder) => [...readAssets(folder)]))
  return new Hono().get('/assets/:name', (c) => {
    const asset = assets.get(c.req.param('name'))
    if (!asset) return c.notFound()
    c.header('Cache-Control', 'public, max-age=31536000, immutable')
    c.header('ETag', asset.etag)
    c.header('X-Content-Type-Options', 'nosniff')
    // The card's frame has an opaque or another origin in some hosts; scripts hold no secret.
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    c.header('Content-Type', asset.type)
    if (c.req.header('if-none-match') === asset.etag) return c.body(null, 304)
    return c.body(asset.bytes)
  })
}

function readAssets(folder: string): Map<string, Asset> {
  const home = join(folder, 'assets')
  if (!existsSync(home)) return new Map()
  const names = readdirSync(home).filter((name) => TYPES[extension(name)])
  return new Map(
    names.map((name) => {
      const bytes = new Uint8Array(readFileSync(join(home, name)))
      const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`
      return [name, { bytes, etag, type: TYPES[extension(name)]! }]
    }),
  )
}

function extension(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}
