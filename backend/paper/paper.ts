/** Documents for people: lines and rows on A4. What was signed has the signed file itself attached to it. */
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import type { Signed } from '../leaving/signing.ts'

const FONTS = 'dejavu-fonts-ttf/ttf/'
const MARGIN = 56
const WIDTH = 595.28 - 2 * MARGIN
const GREY = '#5d6671'
/** Where a heading no longer begins, in points from the top. */
const LOWEST = 740

export type Doc = PDFKit.PDFDocument

export interface BarePaper {
  title: string
  /** BCP 47 */
  locale: string
  made: Date
}

export interface Paper extends BarePaper {
  signed: Signed
  /** What the attached file is called. */
  file: string
  /** Words at the foot of each page; none are numbered without. */
  page?: (number: number, of: number) => string
}

/** Bytes of a PDF on which `draw` has written. */
export function onPaper(
  { signed, file, page, ...paper }: Paper,
  draw: (doc: Doc) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  return bare(paper, (doc) => {
    draw(doc)
    if (page) number(doc, page)
    const bytes = Buffer.from(JSON.stringify(signed, null, 2))
    doc.file(bytes, { name: file, type: 'application/json', creationDate: paper.made })
  })
}

/** The same of what nobody signs. */
export async function bare(
  { title, locale, made }: BarePaper,
  draw: (doc: Doc) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  // Few ever ask for it, and it is large.
  const { default: PdfDocument } = await import('pdfkit')
  const info = { Title: title, Producer: 'Dealthread', CreationDate: made }
  const doc = new PdfDocument({ size: 'A4', margin: MARGIN, bufferPages: true, lang: locale, info })
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const written = new Promise((done) => doc.once('end', done))
  const { resolve } = createRequire(import.meta.url)
  doc.registerFont('plain', resolve(`${FONTS}DejaVuSans.ttf`))
  doc.registerFont('bold', resolve(`${FONTS}DejaVuSans-Bold.ttf`))
  draw(doc)
  doc.end()
  await written
  return new Uint8Array(Buffer.concat(chunks))
}

export function title(doc: Doc, text: string) {
  doc.font('bold').fontSize(17).text(text)
  doc.moveDown(0.8)
}

export function heading(doc: Doc, text: string) {
  if (doc.y > LOWEST) doc.addPage()
  doc.moveDown(1)
  doc.font('bold').fontSize(12).fillColor('black').text(text, MARGIN)
  doc.moveDown(0.4)
}

export function row(doc: Doc, label: string, value: string) {
  const left = 190
  doc.fontSize(9.5)
  const tall = Math.max(
    doc.font('plain').heightOfString(label, { width: left - 10 }),
    doc.heightOfString(value, { width: WIDTH - left }),
  )
  if (doc.y + tall > doc.page.height - MARGIN - 20) doc.addPage()
  const { y } = doc
  doc.fillColor(GREY).text(label, MARGIN, y, { width: left - 10 })
  doc.fillColor('black').text(value, MARGIN + left, y, { width: WIDTH - left })
  doc.x = MARGIN
  doc.y = y + tall + 4
}

export function line(doc: Doc, text: string) {
  doc.font('plain').fontSize(9.5).fillColor('black').text(text, MARGIN, doc.y, { width: WIDTH })
  doc.moveDown(0.4)
}

export function small(doc: Doc, text: string) {
  doc.font('plain').fontSize(8).fillColor(GREY).text(text, MARGIN, doc.y, { width: WIDTH })
}

export interface SignatureWords {
  heading: { signature: string }
  signed: string
  key: string
  publicKey: string
  hash: string
}

/** By what the file can be checked. */
export function signature(
  doc: Doc,
  { statement, signature: { key, publicKey, value } }: Signed,
  say: SignatureWords,
) {
  heading(doc, say.heading.signature)
  line(doc, say.signed)
  row(doc, say.key, key)
  row(doc, say.publicKey, publicKey)
  row(doc, 'Ed25519', value)
  row(doc, say.hash, createHash('sha256').update(statement).digest('hex'))
}

function number(doc: Doc, page: (number: number, of: number) => string) {
  const { start, count } = doc.bufferedPageRange()
  for (let n = start; n < start + count; n += 1) {
    doc.switchToPage(n)
    // Below the margin, where a new page would otherwise begin.
    doc.page.margins.bottom = 0
    doc.font('plain').fontSize(8).fillColor(GREY)
    const place = { width: WIDTH, align: 'right' as const, lineBreak: false }
    doc.text(page(n + 1, count), MARGIN, doc.page.height - 36, place)
  }
}
