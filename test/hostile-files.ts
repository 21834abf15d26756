/** Files that mean harm to whoever opens them: each that can run says so by asking for `/ran?<name>`. */
import { crc32, deflateSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'

export interface Hostile {
  name: string
  /** What its sender says it is. */
  type: string
  bytes: Uint8Array
}

const says = (name: string) => `new Image().src=location.origin+'/ran?${name}';fetch('/ran?${name}')`
const page = (name: string) =>
  `<!DOCTYPE html><html><body onload="${says(name)}"><script>${says(name)}</script></body></html>`
const drawing = (name: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" onload="${says(name)}"><script>${says(name)}</script>` +
  `<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" srcdoc="&lt;script&gt;${says(name)}&lt;/script&gt;"/></foreignObject></svg>`

function hostile(name: string, type: string, content: string | Uint8Array): Hostile {
  return { name, type, bytes: typeof content === 'string' ? Buffer.from(content) : content }
}

export const hostileFiles: Hostile[] = [
  hostile('page.html', 'text/html', page('page')),
  hostile('page-as-picture.png', 'image/png', page('page-as-picture')),
  hostile('page-as-text.txt', 'text/plain', page('page-as-text')),
  hostile('page-utf16.html', 'text/html', Buffer.from(`\ufeff${page('page-utf16')}`, 'utf16le')),
  hostile(
    'page-utf7.html',
    'text/html; charset=utf-7',
    "+ADw-script+AD4-fetch('/ran?page-utf7')+ADw-/script+AD4-",
  ),
  hostile(
    'strict.xhtml',
    'application/xhtml+xml',
    `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>${says('strict')}</script></html>`,
  ),
  hostile(
    'styled.xml',
    'text/xml',
    `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="#s"?><x:script xmlns:x="http://www.w3.org/1999/xhtml">${says('styled')}</x:script>`,
  ),
  hostile('drawing.svg', 'image/svg+xml', drawing('drawing')),
  hostile('drawing-as-picture.png', 'image/png', drawing('drawing-as-picture')),
  hostile(
    'drawing-declared.svg',
    'image/svg+xml',
    `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]>${drawing('drawing-declared')}`,
  ),
  hostile(
    'archive.mhtml',
    'multipart/related',
    `MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n${page('archive')}`,
  ),
  hostile('code.js', 'text/javascript', says('code')),
  hostile('module.mjs', 'text/javascript', `export default 1;${says('module')}`),
  hostile('style.css', 'text/css', `body{background:url(/ran?style)}@import '/ran?style';`),
  hostile('worker.js', 'application/javascript', `self.onfetch=()=>{};fetch('/ran?worker')`),
  hostile('gif-and-code.gif', 'image/gif', `GIF89a/*${'\0'.repeat(8)}*/=1;${says('gif-and-code')}`),
  hostile('gif-and-page.gif', 'image/gif', `GIF89a${page('gif-and-page')}`),
  hostile('picture-with-page.png', 'image/png', withText(png(1, 1), page('picture-with-page'))),
  hostile(
    'picture-then-page.jpg',
    'image/jpeg',
    Buffer.concat([
      Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, 4, 1, 1]),
      Buffer.from(page('picture-then-page')),
    ]),
  ),
  hostile('paper.pdf', 'application/pdf', pdf(`app.launchURL('/ran?paper');this.submitForm('/ran?paper')`)),
  hostile(
    'paper-and-page.pdf',
    'application/pdf',
    Buffer.concat([Buffer.from(page('paper-and-page')), pdf('1')]),
  ),
  hostile(
    'office.docx',
    'application/msword',
    zipSync({ 'word/document.xml': strToU8(page('office')), '[Content_Types].xml': strToU8('<Types/>') }),
  ),
  hostile(
    'flash.swf',
    'application/x-shockwave-flash',
    Buffer.concat([Buffer.from('FWS\x09'), Buffer.alloc(64)]),
  ),
  hostile('applet.hta', 'application/hta', page('applet')),
  hostile(
    'link.url',
    'application/internet-shortcut',
    '[InternetShortcut]\r\nURL=javascript:fetch("/ran?link")',
  ),
  hostile('names.json', 'application/json', `{"__proto__":{"a":"${'<script>'}${says('names')}</script>"}}`),
  hostile('events.txt', 'text/event-stream', `data: <script>${says('events')}</script>\n\n`),
]

/** Names that mean harm to whoever saves the file, or to our answer's head. */
export const hostileNames = [
  'invoice\u202Egnp.exe',
  'a\u2066b\u2069\u200F.pdf',
  '../../../etc/passwd',
  '..\\..\\windows\\system32\\calc.exe',
  'C:\\autoexec.bat',
  '/etc/shadow',
  'a\0.pdf',
  'a\r\nSet-Cookie: a=b\r\n\r\n<script>.html',
  '"; filename="evil.html',
  '<img src=x onerror=alert(1)>.png',
  `${'д'.repeat(3000)}.pdf`,
  '.htaccess',
  'CON',
]

/** A PNG whose pixels are all black: small, however large it says it is. */
export function png(
  width: number,
  height: number,
  { depth = 8, colour = 2, interlaced = false, data = deflateSync(Buffer.alloc(1 << 20)) as Buffer } = {},
): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([depth, colour, 0, 0, interlaced ? 1 : 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function withText(picture: Buffer, text: string): Buffer {
  const end = picture.length - 12
  return Buffer.concat([
    picture.subarray(0, end),
    chunk('tEXt', Buffer.from(`Comment\0${text}`)),
    picture.subarray(end),
  ])
}

export function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

function pdf(code: string): Buffer {
  return Buffer.from(
    `%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(${code})>>>>endobj\n` +
      '2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF',
    'latin1',
  )
}
