/** What lies in the organization to be loaded by browsers: files of controls, and web resources. */
import { extname } from 'node:path'
import type { Context } from 'hono'
import { rowsIn, textIn } from '../rows.ts'
import type { World } from '../world.ts'

/** Where the platform serves a control's files is known from what others have seen: `cc_` and the control's name. */
export function controlFile(world: World, c: Context): Response {
  const [, name = '', path = ''] = /^\/webresources\/cc_([^/]+)\/(.+)$/i.exec(c.req.path) ?? []
  const bytes = world.controls.get(name)?.files.get(path)
  return bytes ? found(bytes, path) : new Response(null, { status: 404 })
}

export function webResource(world: World, c: Context): Response {
  const name = decodeURIComponent(c.req.path.replace(/^\/webresources\//i, ''))
  const row = rowsIn(world.rows, 'webresource').find((one) => textIn(one, 'name') === name)
  return row
    ? found(Buffer.from(textIn(row, 'content'), 'base64'), name)
    : new Response(null, { status: 404 })
}

function found(bytes: Uint8Array, name: string): Response {
  const headers = { 'Content-Type': types[extname(name)] ?? 'application/octet-stream' }
  return new Response(new Uint8Array(bytes), { headers })
}

// Scripts come without a charset: whoever ships other than ASCII sees it broken here as there.
const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.resx': 'text/xml',
  '.xml': 'text/xml',
}
